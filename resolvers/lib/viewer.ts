import type { Identity } from '@aws-appsync/utils';
import { fail } from './fail';

/** Who makes the request, as the Lambda authorizer established it. */
export interface ViewerIdentity {
  userId: string;
  /** SHA-256 of the session's token: finds the session's row, opens nothing. */
  tokenHash: string;
}

/** The signed-in viewer; ends the resolver as `Unauthenticated` when the request carries none. */
export function viewerOf(identity: Identity): ViewerIdentity {
  const viewer = (identity as { resolverContext?: ViewerIdentity } | null | undefined)
    ?.resolverContext;
  if (!viewer) fail('Unauthenticated', 'Sign in to see this.');
  return viewer;
}
