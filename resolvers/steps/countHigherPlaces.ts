import { runtime, util, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { countHigher, placeOfKey, rankNodeKeys, type RankNode } from '../../model/rankTree';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import type { StashContext } from '../lib/context';
import type { RankStash } from '../lib/rankStash';
import { LEADERBOARDS } from '../lib/tableNames';

/** Reads the nodes on the path to the viewer's place. */
export function request(ctx: StashContext<object, RankStash>): DynamoDBBatchGetItemRequest {
  const { period, rankKey } = ctx.stash;
  if (!rankKey) return runtime.earlyReturn({}, { skipTo: 'END' });
  const keys = rankNodeKeys(period, placeOfKey(period, rankKey));
  return {
    operation: 'BatchGetItem',
    tables: { [LEADERBOARDS]: { keys: keys.map((key) => util.dynamodb.toMapValues(key)) } },
  };
}

export function response(ctx: StashContext<object, RankStash, BatchResult>) {
  failOnUnreadKeys(ctx);
  const { period, rankKey } = ctx.stash;
  const nodes = ctx.result.data[LEADERBOARDS] as (RankNode | null)[];
  ctx.stash.before = countHigher(placeOfKey(period, rankKey!), nodes);
  return {};
}
