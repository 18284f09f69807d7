import { get } from '@aws-appsync/utils/dynamodb';
import { contentKey, type ContentItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import type { ExerciseResult } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { Exercise } from './schema.types';

export function request(ctx: FieldContext<object, ExerciseResult>) {
  return get<Row<ContentItem>>({ key: contentKey(ctx.source!.id) });
}

export function response(
  ctx: FieldContext<object, ExerciseResult, ContentItem | null>,
): Answer<Exercise['instructions']> {
  failOnSourceError(ctx.error);
  return ctx.result?.instructions ?? null;
}
