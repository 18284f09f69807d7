import type { BoardItem } from '../model/board';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnSourceError } from './lib/fail';
import type { Viewer } from './schema.types';

export { request } from './Viewer.points';

export function response(
  ctx: FieldContext<object, object, BoardItem | null>,
): Answer<Viewer['completedCount']> {
  failOnSourceError(ctx.error);
  return ctx.result?.completions ?? 0;
}
