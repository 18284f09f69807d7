import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { STATS_PREFIX, exercisePk, sumOfShards, type StatsItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Page } from '../model/page';
import type { Answer } from './lib/answer';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { ExerciseStats } from './schema.types';

/** What `ExerciseStats.firstSolver` finds the exercise by, beside the counters. */
export interface StatsCard extends Answer<ExerciseStats> {
  exerciseId: string;
}

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return query<Row<StatsItem>>({
    query: { pk: { eq: exercisePk(ctx.source!.id) }, sk: { beginsWith: STATS_PREFIX } },
  });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, Page<StatsItem>>,
): StatsCard {
  failOnSourceError(ctx.error);
  return { exerciseId: ctx.source!.id, ...sumOfShards(ctx.result.items) };
}
