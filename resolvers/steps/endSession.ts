import { runtime, type Context } from '@aws-appsync/utils';
import { remove } from '@aws-appsync/utils/dynamodb';
import { sessionKey } from '../../model/session';
import type { EndingSessions } from '../lib/endingSessions';
import { failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';

/** Ends the session that asks, once no other is left to end. */
export function request(ctx: Context<object, EndingSessions>) {
  if (ctx.stash.hasMore) runtime.earlyReturn({});
  const viewer = viewerOf(ctx.identity);
  return remove({ key: sessionKey(viewer.tokenHash, viewer.userId) });
}

export function response(ctx: Context<object, EndingSessions, object, object, object | null>) {
  failOnSourceError(ctx.error);
  ctx.stash.sessionsEnded += ctx.result ? 1 : 0;
  return {};
}
