import type { AppSyncAuthorizerEvent, AppSyncAuthorizerResult } from 'aws-lambda';
import type { Viewer } from '../model/viewer';
import { audit } from './lib/audit';
import { deadlineIn } from './lib/deadline';
import { findViewer } from './lib/session';

/**
 * Time for a session's look-up, in milliseconds, every attempt included. A refusal must be out within
 * three seconds, which is also when Lambda ends the function.
 */
const DEADLINE_MS = 2_500;

/**
 * Tells AppSync who makes a request: whoever holds the token of a live session. Everything else, a
 * fault of ours included, is a refusal. `ttlOverride` is 0, because AppSync would go on serving a
 * cached decision after a logout.
 *
 * AppSync has one answer for every refusal, 401 with a fixed message, so that a client cannot tell
 * "not signed in" from "we could not look". The audit trail can: only the latter is in it. It is
 * answered here and not thrown, because nothing says what AppSync makes of an authorizer that fails.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 * @see https://github.com/aws/aws-appsync-community/issues/372 for the one answer
 */
export async function handler(
  event: AppSyncAuthorizerEvent,
): Promise<AppSyncAuthorizerResult<Viewer>> {
  const deadline = deadlineIn(DEADLINE_MS);
  const viewer = await findViewer(event.authorizationToken, deadline).catch((error: unknown) => {
    audit('session_unknown');
    console.error('Refused, because the session could not be looked up:', error);
  });
  return viewer
    ? { isAuthorized: true, resolverContext: viewer, ttlOverride: 0 }
    : { isAuthorized: false, ttlOverride: 0 };
}
