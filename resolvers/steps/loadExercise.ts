import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../../model/exercise';
import type { Row } from '../../model/keys';
import type { FieldContext, StashContext } from '../lib/context';
import { existingExercise } from '../lib/exercise';
import { failOnSourceError } from '../lib/fail';
import type { StartStash } from '../lib/startStash';
import type { MutationStartExerciseArgs } from '../schema.types';

export function request(ctx: FieldContext<MutationStartExerciseArgs>) {
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.args.exerciseId) });
}

/** Stashes the exercise. Ends the resolver as `NotFound` if there is none. */
export function response(
  ctx: StashContext<MutationStartExerciseArgs, StartStash, ExerciseItem | null>,
) {
  failOnSourceError(ctx.error);
  ctx.stash.exercise = existingExercise(ctx.result);
  return {};
}
