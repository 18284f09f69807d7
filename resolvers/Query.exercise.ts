import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { checkExerciseId, exerciseResult } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { Query, QueryExerciseArgs } from './schema.types';

export function request(ctx: FieldContext<QueryExerciseArgs>) {
  checkExerciseId(ctx.args.id);
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.args.id) });
}

export function response(
  ctx: FieldContext<QueryExerciseArgs, object, ExerciseItem | null>,
): Answer<Query['exercise']> {
  failOnSourceError(ctx.error);
  return ctx.result ? exerciseResult(ctx.result) : null;
}
