import { runtime, type Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { sessionIdOf, sessionKey, type SessionRow } from '../../model/session';
import { failOnSourceError } from '../lib/fail';
import type { ListedSessions } from '../lib/listedSessions';
import { viewerOf } from '../lib/viewer';

/**
 * Reads the current session if the index does not list it: it is new, or very many sessions are
 * newer.
 */
export function request(ctx: Context<object, ListedSessions>) {
  const { tokenHash, userId } = viewerOf(ctx.identity);
  if (ctx.stash.listed.some((row) => sessionIdOf(row) === tokenHash)) runtime.earlyReturn({});
  return get<SessionRow>({ key: sessionKey(tokenHash, userId), consistentRead: true });
}

export function response(ctx: Context<object, ListedSessions, object, object, SessionRow | null>) {
  failOnSourceError(ctx.error);
  if (ctx.result) ctx.stash.unlisted = ctx.result;
  return {};
}
