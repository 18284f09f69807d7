import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { Completion } from '../lib/completion';
import { fail, failOnSourceError } from '../lib/fail';
import { PROGRESS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';
import type { MutationRecordCompletionArgs } from '../schema.types';

/** Runs once: a prerequisite that is completed stays so. Consistent, or a quick learner stays locked. */
export function request(
  ctx: Context<MutationRecordCompletionArgs, Completion>,
): DynamoDBBatchGetItemRequest {
  if (ctx.stash.outcome) runtime.earlyReturn({}, { skipTo: 'END' });
  const { prerequisites } = ctx.stash.exercise;
  if (prerequisites.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const keys = prerequisites.map((id) => util.dynamodb.toMapValues(progressKey(userId, id)));
  return { operation: 'BatchGetItem', tables: { [PROGRESS]: { keys, consistentRead: true } } };
}

interface Loaded {
  data: Record<string, (ProgressItem | null)[]>;
  unprocessedKeys: Record<string, unknown[] | null> | null;
}

export function response(
  ctx: Context<MutationRecordCompletionArgs, Completion, object, object, Loaded>,
) {
  failOnSourceError(ctx.error);
  const unread = ctx.result.unprocessedKeys?.[PROGRESS];
  if (unread && unread.length > 0) {
    fail('Conflict', 'The database is busy and nothing was written. Try again.');
  }
  const completed = ctx.result.data[PROGRESS]!.every((row) => row && row.completedAt);
  if (!completed) ctx.stash.outcome = 'LOCKED';
  return {};
}
