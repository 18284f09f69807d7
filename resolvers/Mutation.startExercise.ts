import type { Context } from '@aws-appsync/utils';
import { checkExerciseId, exerciseCard } from './lib/exercise';
import { fail } from './lib/fail';
import { progressCard } from './lib/progress';
import type { Start } from './lib/start';
import type { MutationStartExerciseArgs } from './schema.types';

export function request(ctx: Context<MutationStartExerciseArgs>) {
  checkExerciseId(ctx.args.exerciseId);
  return {};
}

export function response(ctx: Context<MutationStartExerciseArgs, Start>) {
  const { progress, exercise } = ctx.stash;
  if (!progress) return fail('Conflict', 'Other requests of yours got in the way. Try again.');
  return { ...progressCard(progress), exercise: exerciseCard(exercise) };
}
