import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../model/keys';
import { progressKey, type ProgressItem } from '../model/progress';
import type { Answer } from './lib/answer';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import { progressCard } from './lib/progress';
import { viewerOf } from './lib/viewer';
import type { Exercise } from './schema.types';

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return get<Row<ProgressItem>>({
    key: progressKey(viewerOf(ctx.identity).userId, ctx.source!.id),
  });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, ProgressItem | null>,
): Answer<Exercise['progress']> {
  failOnSourceError(ctx.error);
  return ctx.result ? progressCard(ctx.result) : null;
}
