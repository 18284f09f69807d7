import { runtime, type Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import { exerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { ProgressCard } from './lib/progress';
import type { Progress } from './schema.types';

export function request(ctx: Context<object, object, object, ProgressCard>) {
  // A mutation has already read the exercise and passes it on.
  if (ctx.source!.exercise) runtime.earlyReturn(ctx.source!.exercise);
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.source!.exerciseId) });
}

export function response(
  ctx: Context<object, object, object, ProgressCard, ExerciseItem | null>,
): Answer<Progress['exercise']> {
  failOnSourceError(ctx.error);
  return ctx.result ? exerciseCard(ctx.result) : null;
}
