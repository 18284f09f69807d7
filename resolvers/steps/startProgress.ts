import { util, type Context, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../../model/progress';
import { failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';
import type { MutationStartExerciseArgs } from '../schema.types';

/** Creates the row or leaves it as it is: `ddb.update` has no `if_not_exists`. */
export function request(ctx: Context<MutationStartExerciseArgs>): DynamoDBUpdateItemRequest {
  const { exerciseId } = ctx.args;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(progressKey(viewerOf(ctx.identity).userId, exerciseId)),
    update: {
      expression:
        'SET exerciseId = :exerciseId, startedAt = if_not_exists(startedAt, :now), ' +
        'attempts = if_not_exists(attempts, :zero)',
      expressionValues: util.dynamodb.toMapValues({
        ':exerciseId': exerciseId,
        ':now': util.time.nowISO8601(),
        ':zero': 0,
      }),
    },
  };
}

export function response(ctx: Context<object, object, object, object, ProgressItem>) {
  failOnSourceError(ctx.error);
  return ctx.result;
}
