import { runtime, util, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { recentId, sessionIdOf, sessionKey, type SessionRow } from '../../model/session';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import type { StashContext } from '../lib/context';
import type { EndingStash } from '../lib/endingSessions';
import { SESSIONS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/** Adds the sessions that began so recently that the index does not list them yet. */
export function request(ctx: StashContext<object, EndingStash>): DynamoDBBatchGetItemRequest {
  const ids = unlisted(ctx.stash);
  if (ids.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const keys = ids.map((id) => util.dynamodb.toMapValues(sessionKey(id, userId)));
  return { operation: 'BatchGetItem', tables: { [SESSIONS]: { keys, consistentRead: true } } };
}

export function response(ctx: StashContext<object, EndingStash, BatchResult>) {
  failOnUnreadKeys(ctx);
  const rows = ctx.result.data[SESSIONS] as (SessionRow | null)[];
  const now = util.time.nowEpochSeconds();
  const live = rows.filter((row) => (row?.expiresAt ?? 0) > now);
  const found = live.map((row) => ({ id: sessionIdOf(row!), isLive: true }));
  ctx.stash.others = [...found, ...ctx.stash.others];
  return {};
}

/** The latest sessions that the index did not list. Most of them have ended. */
function unlisted({ recent, others, last }: EndingStash): string[] {
  const listed = [last, ...others.map(({ id }) => id)];
  return recent.map((entry) => recentId(entry)).filter((id) => listed.indexOf(id) < 0);
}
