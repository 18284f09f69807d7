import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { contentKey } from '../model/exercise';
import type { Answer } from './lib/answer';
import type { ExerciseCard } from './lib/exercise';
import { failOnSourceError } from './lib/fail';
import type { Exercise } from './schema.types';

export function request(ctx: Context<object, object, object, ExerciseCard>) {
  return get({ key: contentKey(ctx.source!.id) });
}

export function response(
  ctx: Context<object, object, object, ExerciseCard, { instructions: string } | null>,
): Answer<Exercise['instructions']> {
  failOnSourceError(ctx.error);
  return ctx.result?.instructions ?? null;
}
