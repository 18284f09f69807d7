import { util } from '@aws-appsync/utils';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { SessionRow } from '../../model/session';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import type { SessionsStash } from '../lib/sessionsStash';
import { sessionsRequest } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** Leaves room for the current session. */
const LISTED = ROWS_VISITED - 1;

/** Stashes the viewer's live sessions, as listed in the index. */
export function request(ctx: StashContext<object, SessionsStash>) {
  return sessionsRequest(viewerOf(ctx.identity).userId, {
    limit: LISTED,
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
  });
}

export function response(ctx: StashContext<object, SessionsStash, Page<SessionRow>>) {
  failOnSourceError(ctx.error);
  ctx.stash.listed = ctx.result.items;
  return {};
}
