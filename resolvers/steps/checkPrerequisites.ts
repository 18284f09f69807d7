import { runtime, util, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { progressKey, type ProgressItem } from '../../model/progress';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import type { CompletionStash } from '../lib/completionStash';
import type { StashContext } from '../lib/context';
import { PROGRESS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';
import type { MutationRecordCompletionArgs } from '../schema.types';

/**
 * Runs once, because a completed prerequisite stays completed. The read is strongly consistent, so
 * that a learner who has just completed the prerequisite is not locked out.
 */
export function request(
  ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>,
): DynamoDBBatchGetItemRequest {
  if (ctx.stash.outcome) runtime.earlyReturn({}, { skipTo: 'END' });
  const { prerequisites } = ctx.stash.exercise;
  if (prerequisites.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const keys = prerequisites.map((id) => util.dynamodb.toMapValues(progressKey(userId, id)));
  return { operation: 'BatchGetItem', tables: { [PROGRESS]: { keys, consistentRead: true } } };
}

export function response(
  ctx: StashContext<MutationRecordCompletionArgs, CompletionStash, BatchResult>,
) {
  failOnUnreadKeys(ctx);
  const rows = ctx.result.data[PROGRESS] as (ProgressItem | null)[];
  const missing = ctx.stash.exercise.prerequisites.filter((_, i) => !rows[i]?.completedAt);
  if (missing.length === 0) return {};
  ctx.stash.outcome = 'LOCKED';
  ctx.stash.missingPrerequisites = missing;
  return {};
}
