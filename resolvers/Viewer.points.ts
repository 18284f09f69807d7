import type { Context } from '@aws-appsync/utils';
import type { BoardItem } from '../model/board';
import { ALL_TIME } from '../model/period';
import { failOnSourceError } from './lib/fail';
import { standingRequest } from './lib/standing';
import { viewerOf } from './lib/viewer';

export function request(ctx: Context) {
  return standingRequest(ALL_TIME, viewerOf(ctx.identity).userId);
}

/** Nothing is stored before the first completion. */
export function response(ctx: Context<object, object, object, object, BoardItem | null>) {
  failOnSourceError(ctx.error);
  return ctx.result?.points ?? 0;
}
