import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { contentKey, type ContentItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { Exercise } from './schema.types';

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return get<Row<ContentItem>>({ key: contentKey(ctx.source!.id) });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, ContentItem | null>,
): Answer<Exercise['instructions']> {
  failOnSourceError(ctx.error);
  return ctx.result?.instructions ?? null;
}
