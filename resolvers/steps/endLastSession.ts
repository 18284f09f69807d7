import { runtime } from '@aws-appsync/utils';
import { remove } from '@aws-appsync/utils/dynamodb';
import { sessionKey, type SessionRow } from '../../model/session';
import type { StashContext } from '../lib/context';
import { failOnEndingError, type EndingStash } from '../lib/endingSessions';
import { viewerOf } from '../lib/viewer';

/** Ends the last session, once no other session is left to end. */
export function request(ctx: StashContext<object, EndingStash>) {
  if (ctx.stash.hasMore || ctx.stash.others.length > 0) runtime.earlyReturn({});
  return remove<SessionRow>({ key: sessionKey(ctx.stash.last, viewerOf(ctx.identity).userId) });
}

/**
 * The session was live when this request started. It counts as ended even if there was nothing to
 * delete: a retry after a lost response finds it already deleted.
 */
export function response(ctx: StashContext<object, EndingStash>) {
  failOnEndingError(ctx.error);
  ctx.stash.sessionsEnded += 1;
  ctx.stash.isDone = true;
  return {};
}
