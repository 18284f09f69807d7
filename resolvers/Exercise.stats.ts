import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { STATS_PREFIX, exercisePk } from '../model/exercise';
import type { Answer } from './lib/answer';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { ExerciseStats } from './schema.types';

type StatsShard = Answer<ExerciseStats>;

/** What `ExerciseStats.firstSolver` finds the lab by, beside the counters. */
export interface StatsCard extends StatsShard {
  exerciseId: string;
}

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return query({
    query: { pk: { eq: exercisePk(ctx.source!.id) }, sk: { beginsWith: STATS_PREFIX } },
  });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, { items: StatsShard[] }>,
): StatsCard {
  failOnSourceError(ctx.error);
  const shards = ctx.result.items;
  return {
    exerciseId: ctx.source!.id,
    completions: shards.reduce((sum, shard) => sum + shard.completions, 0),
    attempts: shards.reduce((sum, shard) => sum + shard.attempts, 0),
  };
}
