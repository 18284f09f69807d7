import { runtime, util, type Context, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { boardKey, type BoardItem } from '../../model/board';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import type { Account } from '../lib/account';
import { latestWork, periodsOf } from '../lib/latestWork';
import { LEADERBOARDS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/** Leaves the viewer's standings in every period of the work that is removed next. */
export function request(ctx: Context<object, Account>): DynamoDBBatchGetItemRequest {
  const periods = periodsOf(latestWork(ctx.stash.history));
  if (periods.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const keys = periods.map((period) => util.dynamodb.toMapValues(boardKey(period, userId)));
  return { operation: 'BatchGetItem', tables: { [LEADERBOARDS]: { keys, consistentRead: true } } };
}

export function response(ctx: Context<object, Account, object, object, BatchResult>) {
  failOnUnreadKeys(ctx);
  const rows = ctx.result.data[LEADERBOARDS] as (BoardItem | null)[];
  const standings: Record<string, BoardItem | null> = {};
  periodsOf(latestWork(ctx.stash.history)).forEach((period, i) => {
    standings[period] = rows[i] ?? null;
  });
  ctx.stash.standings = standings;
  return {};
}
