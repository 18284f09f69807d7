import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { exerciseKey, type ExerciseItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import { checkExerciseId, exerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { Query, QueryExerciseArgs } from './schema.types';

export function request(ctx: Context<QueryExerciseArgs>) {
  checkExerciseId(ctx.args.id);
  return get<Row<ExerciseItem>>({ key: exerciseKey(ctx.args.id) });
}

export function response(
  ctx: Context<QueryExerciseArgs, object, object, object, ExerciseItem | null>,
): Answer<Query['exercise']> {
  failOnSourceError(ctx.error);
  return ctx.result ? exerciseCard(ctx.result) : null;
}
