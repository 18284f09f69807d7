import { util, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { checkExerciseId } from './lib/exercise';
import { updateOf } from './lib/expression';
import { failOnSourceError } from './lib/fail';
import { checkWellFormed } from './lib/wellFormed';
import type { Mutation, MutationPublishCompletionArgs } from './schema.types';

/**
 * Marks the row as announced, which happens once per completed row. The mark identifies the request
 * that set it, so that a retry after a lost response recognizes its own mark.
 */
export function request(
  ctx: FieldContext<MutationPublishCompletionArgs>,
): DynamoDBUpdateItemRequest {
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

/**
 * The request that marked the row announces the completion. All others return null, which publishes
 * nothing.
 */
export function response(
  ctx: FieldContext<MutationPublishCompletionArgs, object, ProgressItem>,
): Answer<Mutation['publishCompletion']> {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') return null;
  failOnSourceError(ctx.error);
  const { exerciseId, username, avatarUrl, points, completedAt } = ctx.result;
  // Names each field explicitly: the row also holds the hash, the attempts and the person's id.
  return {
    exerciseId,
    username: username!,
    avatarUrl: avatarUrl!,
    points: points!,
    completedAt: completedAt!,
  };
}
