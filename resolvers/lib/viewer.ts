import type { Identity } from '@aws-appsync/utils';
import type { Viewer } from '../../model/viewer';
import { fail } from './fail';

/** The signed-in viewer. Ends the resolver as `Unauthenticated` if the request has none. */
export function viewerOf(identity: Identity): Viewer {
  const viewer = (identity as { resolverContext?: Viewer } | null | undefined)?.resolverContext;
  if (!viewer) fail('Unauthenticated', 'Sign in to see this.');
  return viewer;
}
