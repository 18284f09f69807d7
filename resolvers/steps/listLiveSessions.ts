import { util, type Context } from '@aws-appsync/utils';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { SessionRow } from '../../model/session';
import { failOnSourceError } from '../lib/fail';
import type { ListedSessions } from '../lib/listedSessions';
import { sessionsRequest } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/** Leaves room for the current session. */
const LISTED = ROWS_VISITED - 1;

/** Stashes the viewer's live sessions, as listed in the index. */
export function request(ctx: Context<object, ListedSessions>) {
  return sessionsRequest(viewerOf(ctx.identity).userId, {
    limit: LISTED,
    filter: { expiresAt: { gt: util.time.nowEpochSeconds() } },
  });
}

export function response(ctx: Context<object, ListedSessions, object, object, Page<SessionRow>>) {
  failOnSourceError(ctx.error);
  ctx.stash.listed = ctx.result.items;
  return {};
}
