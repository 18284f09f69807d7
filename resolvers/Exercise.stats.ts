import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { STATS_PREFIX, exercisePk } from '../model/exercise';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';

interface StatsShard {
  completions: number;
  attempts: number;
}

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return query({
    query: { pk: { eq: exercisePk(ctx.source!.id) }, sk: { beginsWith: STATS_PREFIX } },
  });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, { items: StatsShard[] }>,
) {
  failOnSourceError(ctx.error);
  const shards = ctx.result.items;
  return {
    completions: shards.reduce((sum, shard) => sum + shard.completions, 0),
    attempts: shards.reduce((sum, shard) => sum + shard.attempts, 0),
  };
}
