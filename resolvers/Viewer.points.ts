import type { Context } from '@aws-appsync/utils';
import type { BoardItem } from '../model/board';
import { ALL_TIME } from '../model/period';
import type { Answer } from './lib/answer';
import { failOnSourceError } from './lib/fail';
import { standingRequest } from './lib/standing';
import { viewerOf } from './lib/viewer';
import type { Viewer } from './schema.types';

export function request(ctx: Context) {
  return standingRequest(ALL_TIME, viewerOf(ctx.identity).userId);
}

/** No row exists before the first completion. */
export function response(
  ctx: Context<object, object, object, object, BoardItem | null>,
): Answer<Viewer['points']> {
  failOnSourceError(ctx.error);
  return ctx.result?.points ?? 0;
}
