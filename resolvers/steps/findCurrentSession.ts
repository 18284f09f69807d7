import { runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { sessionIdOf, sessionKey, type SessionRow } from '../../model/session';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import type { SessionsStash } from '../lib/sessionsStash';
import { viewerOf } from '../lib/viewer';

/**
 * Reads the current session if the index does not list it: it is new, or very many sessions are
 * newer.
 */
export function request(ctx: StashContext<object, SessionsStash>) {
  const { tokenHash, userId } = viewerOf(ctx.identity);
  if (ctx.stash.listed.some((row) => sessionIdOf(row) === tokenHash)) runtime.earlyReturn({});
  return get<SessionRow>({ key: sessionKey(tokenHash, userId), consistentRead: true });
}

export function response(ctx: StashContext<object, SessionsStash, SessionRow | null>) {
  failOnSourceError(ctx.error);
  if (ctx.result) ctx.stash.unlisted = ctx.result;
  return {};
}
