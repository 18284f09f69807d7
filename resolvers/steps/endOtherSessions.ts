import { runtime, util, type DynamoDBBatchDeleteItemRequest } from '@aws-appsync/utils';
import { sessionKey } from '../../model/session';
import type { StashContext } from '../lib/context';
import { failOnEndingError, type EndingStash } from '../lib/endingSessions';
import { SESSIONS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/** Maximum number of items that DynamoDB deletes in one request. */
const AT_ONCE = 25;

/** Ends the next batch of the other sessions. */
export function request(ctx: StashContext<object, EndingStash>): DynamoDBBatchDeleteItemRequest {
  const next = ctx.stash.others.slice(0, AT_ONCE);
  if (next.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  return {
    operation: 'BatchDeleteItem',
    tables: { [SESSIONS]: next.map(({ id }) => util.dynamodb.toMapValues(sessionKey(id, userId))) },
  };
}

export function response(
  ctx: StashContext<
    object,
    EndingStash,
    { unprocessedKeys: Record<string, unknown[] | null> | null } | null
  >,
) {
  const left = ctx.result?.unprocessedKeys?.[SESSIONS] ?? [];
  if (left.length === 0) failOnEndingError(ctx.error);
  ctx.stash.hasMore = ctx.stash.hasMore === true || left.length > 0;
  const live = ctx.stash.others.slice(0, AT_ONCE).filter(({ isLive }) => isLive);
  ctx.stash.sessionsEnded += Math.max(0, live.length - left.length);
  ctx.stash.others = ctx.stash.others.slice(AT_ONCE);
  return {};
}
