import type { BoardItem } from '../model/board';
import { ALL_TIME } from '../model/period';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnSourceError } from './lib/fail';
import { standingRequest } from './lib/standing';
import { viewerOf } from './lib/viewer';
import type { Viewer } from './schema.types';

export function request(ctx: FieldContext) {
  return standingRequest(ALL_TIME, viewerOf(ctx.identity).userId);
}

/** No row exists before the first completion. */
export function response(
  ctx: FieldContext<object, object, BoardItem | null>,
): Answer<Viewer['points']> {
  failOnSourceError(ctx.error);
  return ctx.result?.points ?? 0;
}
