import type { Page } from '../model/page';
import type { SolverItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import type { ExerciseResult } from './lib/exercise';
import { failOnPageError, pageLimit } from './lib/page';
import { isLatestFirst, solverCard, solversQuery } from './lib/solver';
import type { Exercise, ExerciseSolversArgs } from './schema.types';

export function request(ctx: FieldContext<ExerciseSolversArgs, ExerciseResult>) {
  return solversQuery(ctx.source!.id, {
    isLatestFirst: isLatestFirst(ctx.args.order),
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
  });
}

export function response(
  ctx: FieldContext<ExerciseSolversArgs, ExerciseResult, Page<SolverItem>>,
): Answer<Exercise['solvers']> {
  failOnPageError(ctx.error);
  return {
    items: ctx.result.items.map((item) => solverCard(item)),
    nextToken: ctx.result.nextToken,
  };
}
