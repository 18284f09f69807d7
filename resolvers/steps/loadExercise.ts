import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../../model/exercise';
import type { Row } from '../../model/keys';
import { existingExercise } from '../lib/exercise';
import { failOnSourceError } from '../lib/fail';
import type { Start } from '../lib/start';
import type { MutationStartExerciseArgs } from '../schema.types';

export function request(ctx: Context<MutationStartExerciseArgs>) {
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.args.exerciseId) });
}

/** Stashes the exercise. Ends the resolver as `NotFound` if there is none. */
export function response(
  ctx: Context<MutationStartExerciseArgs, Start, object, object, ExerciseItem | null>,
) {
  failOnSourceError(ctx.error);
  ctx.stash.exercise = existingExercise(ctx.result);
  return {};
}
