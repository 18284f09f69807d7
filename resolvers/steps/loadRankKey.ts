import type { BoardItem } from '../../model/board';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import type { RankStash } from '../lib/rankStash';
import { standingRequest } from '../lib/standing';
import { viewerOf } from '../lib/viewer';

export function request(ctx: StashContext<object, RankStash>) {
  return standingRequest(ctx.stash.period, viewerOf(ctx.identity).userId);
}

/** Stashes the viewer's rank key, if they have one. */
export function response(ctx: StashContext<object, RankStash, BoardItem | null>) {
  failOnSourceError(ctx.error);
  const rankKey = ctx.result?.rankKey;
  if (rankKey) ctx.stash.rankKey = rankKey;
  return {};
}
