import type { AppSyncAuthorizerEvent, AppSyncAuthorizerResult } from 'aws-lambda';
import { findViewer, type Viewer } from './lib/session';

/**
 * Tells AppSync who makes a request: whoever holds the token of a live session. Everything else, a
 * fault of ours included, is a refusal. `ttlOverride` is 0, because AppSync would go on serving a
 * cached decision after a logout.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export async function handler(
  event: AppSyncAuthorizerEvent,
): Promise<AppSyncAuthorizerResult<Viewer>> {
  const viewer = await findViewer(event.authorizationToken).catch((error: unknown) => {
    console.error('Refused, because the session could not be looked up:', error);
  });
  return viewer
    ? { isAuthorized: true, resolverContext: viewer, ttlOverride: 0 }
    : { isAuthorized: false, ttlOverride: 0 };
}
