import type { AppSyncAuthorizerEvent, AppSyncAuthorizerResult } from 'aws-lambda';
import type { Viewer } from '../model/viewer';
import { audit } from './lib/audit';
import { deadlineIn } from './lib/deadline';
import { logger } from './lib/logger';
import { countUnknownSession } from './lib/metrics';
import { findViewer } from './lib/session';

/**
 * Time limit for looking up a session, in milliseconds, including all attempts. The refusal must be
 * returned within three seconds, after which Lambda ends the function.
 */
const DEADLINE_MS = 2_500;

/**
 * Authenticates a request to AppSync: it identifies the holder of the token of a live session and
 * fails closed on everything else, including faults of ours. `ttlOverride` is 0, because AppSync
 * would otherwise reuse a cached decision after a logout.
 *
 * AppSync returns the same response for every refusal, a 401 with a fixed message, so a client
 * cannot distinguish "not signed in" from "the lookup failed". The audit trail can: it records only
 * the latter. The handler returns a refusal instead of throwing, because AWS does not document what
 * AppSync does when an authorizer fails.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 * @see https://github.com/aws/aws-appsync-community/issues/372 for the single response
 */
export async function handler(
  event: AppSyncAuthorizerEvent,
): Promise<AppSyncAuthorizerResult<Viewer>> {
  const deadline = deadlineIn(DEADLINE_MS);
  const viewer = await findViewer(event.authorizationToken, deadline).catch((error: unknown) => {
    audit('session_unknown');
    countUnknownSession();
    logger.error('The request was refused, because its session could not be looked up', { error });
  });
  return viewer
    ? { isAuthorized: true, resolverContext: viewer, ttlOverride: 0 }
    : { isAuthorized: false, ttlOverride: 0 };
}
