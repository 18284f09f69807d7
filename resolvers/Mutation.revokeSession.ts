import { util, type Context } from '@aws-appsync/utils';
import { remove } from '@aws-appsync/utils/dynamodb';
import { SESSION_ID_PATTERN, sessionKey, type SessionItem } from '../model/session';
import { fail, failOnSourceError } from './lib/fail';
import { viewerOf } from './lib/viewer';
import type { MutationRevokeSessionArgs } from './schema.types';

/** The key has the viewer in it: another person's session is not there. */
export function request(ctx: Context<MutationRevokeSessionArgs>) {
  if (!util.matches(SESSION_ID_PATTERN, ctx.args.id)) {
    fail('InvalidInput', 'id must be the id of a session, as Viewer.sessions lists them.');
  }
  return remove({ key: sessionKey(ctx.args.id, viewerOf(ctx.identity).userId) });
}

export function response(ctx: Context<object, object, object, object, SessionItem | null>) {
  failOnSourceError(ctx.error);
  const expiresAt = ctx.result?.expiresAt ?? 0;
  if (expiresAt <= util.time.nowEpochSeconds()) {
    fail('NotFound', 'You have no session with this id. It may have ended.');
  }
  return { sessionsEnded: 1 };
}
