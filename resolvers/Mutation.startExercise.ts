import type { Context } from '@aws-appsync/utils';
import { checkExerciseId, exerciseCard } from './lib/exercise';
import { progressCard } from './lib/progress';
import type { MutationStartExerciseArgs } from './schema.types';
import type { LoadedExercise } from './steps/loadExercise';
import type { ProgressItem } from '../model/progress';

export function request(ctx: Context<MutationStartExerciseArgs>) {
  checkExerciseId(ctx.args.exerciseId);
  return {};
}

/** Answers with what `startProgress`, the last step, left. */
export function response(
  ctx: Context<MutationStartExerciseArgs, LoadedExercise, { result: ProgressItem }>,
) {
  return { ...progressCard(ctx.prev.result), exercise: exerciseCard(ctx.stash.exercise) };
}
