import { runtime, util, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { boardKey, type BoardItem } from '../../model/board';
import type { StashContext } from '../lib/context';
import type { DeletionStash } from '../lib/deletionStash';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import { periodsOf, removableWork } from '../lib/removableWork';
import { LEADERBOARDS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/** Selects the work to remove next, and reads the viewer's standings in all of its periods. */
export function request(ctx: StashContext<object, DeletionStash>): DynamoDBBatchGetItemRequest {
  ctx.stash.removing = removableWork(ctx.stash.work);
  ctx.stash.standings = {};
  const periods = periodsOf(ctx.stash.removing);
  if (periods.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const keys = periods.map((period) => util.dynamodb.toMapValues(boardKey(period, userId)));
  return { operation: 'BatchGetItem', tables: { [LEADERBOARDS]: { keys, consistentRead: true } } };
}

export function response(ctx: StashContext<object, DeletionStash, BatchResult>) {
  failOnUnreadKeys(ctx);
  const rows = ctx.result.data[LEADERBOARDS] as (BoardItem | null)[];
  const standings: Record<string, BoardItem | null> = {};
  periodsOf(ctx.stash.removing).forEach((period, i) => {
    standings[period] = rows[i] ?? null;
  });
  ctx.stash.standings = standings;
  return {};
}
