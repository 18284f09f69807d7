import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../model/keys';
import { progressKey, type ProgressItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import type { ExerciseResult } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import { progressResult } from './lib/progress';
import { viewerOf } from './lib/viewer';
import type { Exercise } from './schema.types';

export function request(ctx: FieldContext<object, ExerciseResult>) {
  return get<Row<ProgressItem>>({
    key: progressKey(viewerOf(ctx.identity).userId, ctx.source!.id),
  });
}

export function response(
  ctx: FieldContext<object, ExerciseResult, ProgressItem | null>,
): Answer<Exercise['progress']> {
  failOnSourceError(ctx.error);
  return ctx.result ? progressResult(ctx.result) : null;
}
