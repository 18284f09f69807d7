import type { Context } from '@aws-appsync/utils';
import type { BoardItem } from '../../model/board';
import { failOnSourceError } from '../lib/fail';
import type { Ranking } from '../lib/ranking';
import { standingRequest } from '../lib/standing';
import { viewerOf } from '../lib/viewer';

export function request(ctx: Context<object, Ranking>) {
  return standingRequest(ctx.stash.period, viewerOf(ctx.identity).userId);
}

/** Stashes the viewer's rank key, if they have one. */
export function response(ctx: Context<object, Ranking, object, object, BoardItem | null>) {
  failOnSourceError(ctx.error);
  const rankKey = ctx.result?.rankKey;
  if (rankKey) ctx.stash.rankKey = rankKey;
  return {};
}
