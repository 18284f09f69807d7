import { runtime } from '@aws-appsync/utils';
import { ROWS_VISITED, type Page } from '../../model/page';
import type { SessionRow } from '../../model/session';
import type { StashContext } from '../lib/context';
import type { ExportStash } from '../lib/exportStash';
import { failOnPageError } from '../lib/page';
import { sessionsRequest } from '../lib/personRows';
import { viewerOf } from '../lib/viewer';

/**
 * Stashes a page of the viewer's sessions, including expired ones that DynamoDB has yet to delete.
 */
export function request(ctx: StashContext<object, ExportStash>) {
  if (ctx.stash.nextWork) runtime.earlyReturn({});
  return sessionsRequest(viewerOf(ctx.identity).userId, {
    limit: ROWS_VISITED,
    nextToken: ctx.stash.sessionsFrom,
  });
}

export function response(ctx: StashContext<object, ExportStash, Page<SessionRow>>) {
  failOnPageError(ctx.error);
  ctx.stash.sessions = ctx.result.items;
  ctx.stash.nextSessions = ctx.result.nextToken;
  return {};
}
