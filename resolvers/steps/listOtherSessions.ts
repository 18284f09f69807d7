import { runtime, util } from '@aws-appsync/utils';
import type { Page } from '../../model/page';
import { sessionIdOf, type SessionRow } from '../../model/session';
import type { StashContext } from '../lib/context';
import type { EndingStash } from '../lib/endingSessions';
import { failOnSourceError } from '../lib/fail';
import { sessionsRequest } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/**
 * As many as the following steps can end. Those that `addUnlistedSessions` adds may be left to the
 * next call.
 */
const LISTED = 150;

/**
 * Stashes the viewer's other sessions, as listed in the index. Includes expired ones: a page
 * without them could be empty, and the next call would read the same page.
 */
export function request(ctx: StashContext<object, EndingStash>) {
  if (!ctx.stash.isEverywhere) runtime.earlyReturn({});
  return sessionsRequest(viewerOf(ctx.identity).userId, { limit: LISTED });
}

export function response(ctx: StashContext<object, EndingStash, Page<SessionRow>>) {
  failOnSourceError(ctx.error);
  const now = util.time.nowEpochSeconds();
  ctx.stash.others = ctx.result.items
    .map((row) => ({ id: sessionIdOf(row), isLive: row.expiresAt > now }))
    .filter(({ id }) => id !== ctx.stash.last);
  ctx.stash.hasMore = ctx.result.nextToken != null;
  return {};
}
