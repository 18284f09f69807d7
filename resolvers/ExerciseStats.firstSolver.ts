import type { Page } from '../model/page';
import type { SolverItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnSourceError } from './lib/fail';
import { solverCard, solversQuery } from './lib/solver';
import type { StatsResult } from './Exercise.stats';
import type { ExerciseStats } from './schema.types';

export function request(ctx: FieldContext<object, StatsResult>) {
  return solversQuery(ctx.source!.exerciseId, { isLatestFirst: false, limit: 1, nextToken: null });
}

export function response(
  ctx: FieldContext<object, StatsResult, Page<SolverItem>>,
): Answer<ExerciseStats['firstSolver']> {
  failOnSourceError(ctx.error);
  const first = ctx.result.items[0];
  return first ? solverCard(first) : null;
}
