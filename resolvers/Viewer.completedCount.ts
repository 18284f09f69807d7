import type { Context } from '@aws-appsync/utils';
import type { BoardItem } from '../model/board';
import type { Answer } from './lib/answer';
import { failOnSourceError } from './lib/fail';
import type { Viewer } from './schema.types';

export { request } from './Viewer.points';

export function response(
  ctx: Context<object, object, object, object, BoardItem | null>,
): Answer<Viewer['completedCount']> {
  failOnSourceError(ctx.error);
  return ctx.result?.completions ?? 0;
}
