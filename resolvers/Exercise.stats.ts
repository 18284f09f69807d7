import { query } from '@aws-appsync/utils/dynamodb';
import { STATS_PREFIX, exercisePk, sumOfShards, type StatsItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Page } from '../model/page';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import type { ExerciseResult } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { ExerciseStats } from './schema.types';

/** The counters, and the exercise's id, which `ExerciseStats.firstSolver` needs. */
export interface StatsResult extends Answer<ExerciseStats> {
  exerciseId: string;
}

export function request(ctx: FieldContext<object, ExerciseResult>) {
  return query<Row<StatsItem>>({
    query: { pk: { eq: exercisePk(ctx.source!.id) }, sk: { beginsWith: STATS_PREFIX } },
  });
}

export function response(ctx: FieldContext<object, ExerciseResult, Page<StatsItem>>): StatsResult {
  failOnSourceError(ctx.error);
  return { exerciseId: ctx.source!.id, ...sumOfShards(ctx.result.items) };
}
