import { util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../model/progress';
import type { Answer } from './lib/answer';
import { checkExerciseId } from './lib/exercise';
import { updateOf } from './lib/expression';
import { failOnSourceError } from './lib/fail';
import { checkWellFormed } from './lib/wellFormed';
import type { Mutation, MutationPublishCompletionArgs } from './schema.types';

/**
 * Marks the row as announced, which happens to a completed row once. The mark says which request set it,
 * so that a repeat after a lost answer finds its own.
 */
export function request(ctx: Context<MutationPublishCompletionArgs>): DynamoDBUpdateItemRequest {
  const { userId, exerciseId } = ctx.args.input;
  checkWellFormed('userId', userId);
  checkExerciseId(exerciseId);
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(progressKey(userId, exerciseId)),
    update: updateOf<ProgressItem>({
      set: { publishedAt: util.time.nowISO8601(), announcedBy: util.autoId() },
    }),
    condition: {
      expression:
        'attribute_exists(completedAt) AND (attribute_not_exists(publishedAt) OR announcedBy = :announcedBy)',
    },
  };
}

/** The request that marked the row announces it. For every other the answer is null, which publishes nothing. */
export function response(
  ctx: Context<MutationPublishCompletionArgs, object, object, object, ProgressItem>,
): Answer<Mutation['publishCompletion']> {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') return null;
  failOnSourceError(ctx.error);
  const { exerciseId, username, avatarUrl, points, completedAt } = ctx.result;
  // Names each field: the row also holds the hash, the attempts and whose it is.
  return {
    exerciseId,
    username: username!,
    avatarUrl: avatarUrl!,
    points: points!,
    completedAt: completedAt!,
  };
}
