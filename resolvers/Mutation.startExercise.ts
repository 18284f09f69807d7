import type { Answer } from './lib/answer';
import type { FieldContext, StashContext } from './lib/context';
import { checkExerciseId, exerciseResult } from './lib/exercise';
import { fail } from './lib/fail';
import { progressWith } from './lib/progress';
import type { StartStash } from './lib/startStash';
import type { Mutation, MutationStartExerciseArgs } from './schema.types';

export function request(ctx: FieldContext<MutationStartExerciseArgs>) {
  checkExerciseId(ctx.args.exerciseId);
  return {};
}

export function response(
  ctx: StashContext<MutationStartExerciseArgs, StartStash>,
): Answer<Mutation['startExercise']> {
  const { progress, exercise } = ctx.stash;
  if (!progress) return fail('Conflict', 'Another of your requests interfered. Try again.');
  return progressWith(progress, exerciseResult(exercise));
}
