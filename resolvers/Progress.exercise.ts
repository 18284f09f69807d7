import { runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { exerciseResult } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { ProgressResult } from './lib/progress';
import type { Progress } from './schema.types';

export function request(ctx: FieldContext<object, ProgressResult>) {
  // A mutation has already read the exercise and passes it on.
  if (ctx.source!.exercise) runtime.earlyReturn(ctx.source!.exercise);
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.source!.exerciseId) });
}

export function response(
  ctx: FieldContext<object, ProgressResult, ExerciseItem | null>,
): Answer<Progress['exercise']> {
  failOnSourceError(ctx.error);
  return ctx.result ? exerciseResult(ctx.result) : null;
}
