import { util } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Row } from '../../model/keys';
import { sessionKey, type SessionItem } from '../../model/session';
import type { StashContext } from '../lib/context';
import type { EndingStash } from '../lib/endingSessions';
import { fail, failOnSourceError } from '../lib/fail';
import { viewerOf } from '../lib/viewer';

/**
 * Ends the resolver as `NotFound` unless the session is live. The key includes the viewer, so
 * another person's session is not found. Reading before deleting distinguishes a session that never
 * existed from one that this request deleted and whose response was lost.
 */
export function request(ctx: StashContext<object, EndingStash>) {
  const { userId } = viewerOf(ctx.identity);
  return get<Row<SessionItem>>({ key: sessionKey(ctx.stash.last, userId), consistentRead: true });
}

export function response(ctx: StashContext<object, EndingStash, SessionItem | null>) {
  failOnSourceError(ctx.error);
  const expiresAt = ctx.result?.expiresAt ?? 0;
  if (expiresAt <= util.time.nowEpochSeconds()) {
    fail('NotFound', 'You have no session with this id. It may have ended.');
  }
  return {};
}
