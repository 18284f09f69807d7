import type { Context } from '@aws-appsync/utils';
import type { Answer } from './lib/answer';
import { checkExerciseId, exerciseCard } from './lib/exercise';
import { fail } from './lib/fail';
import { progressWith } from './lib/progress';
import type { Start } from './lib/start';
import type { Mutation, MutationStartExerciseArgs } from './schema.types';

export function request(ctx: Context<MutationStartExerciseArgs>) {
  checkExerciseId(ctx.args.exerciseId);
  return {};
}

export function response(
  ctx: Context<MutationStartExerciseArgs, Start>,
): Answer<Mutation['startExercise']> {
  const { progress, exercise } = ctx.stash;
  if (!progress) return fail('Conflict', 'Another of your requests interfered. Try again.');
  return progressWith(progress, exerciseCard(exercise));
}
