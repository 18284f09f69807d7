import type { Context } from '@aws-appsync/utils';
import type { Page } from '../model/page';
import type { SolverItem } from '../model/progress';
import type { Answer } from './lib/answer';
import { failOnSourceError } from './lib/fail';
import { solverCard, solversQuery } from './lib/solver';
import type { StatsCard } from './Exercise.stats';
import type { ExerciseStats } from './schema.types';

export function request(ctx: Context<object, object, object, StatsCard>) {
  return solversQuery(ctx.source!.exerciseId, { isLatestFirst: false, limit: 1, nextToken: null });
}

export function response(
  ctx: Context<object, object, object, StatsCard, Page<SolverItem>>,
): Answer<ExerciseStats['firstSolver']> {
  failOnSourceError(ctx.error);
  const first = ctx.result.items[0];
  return first ? solverCard(first) : null;
}
