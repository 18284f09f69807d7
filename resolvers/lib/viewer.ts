import type { Identity } from '@aws-appsync/utils';
import type { Viewer } from '../../model/viewer';
import { fail } from './fail';

/** The signed-in viewer; ends the resolver as `Unauthenticated` when the request carries none. */
export function viewerOf(identity: Identity): Viewer {
  const viewer = (identity as { resolverContext?: Viewer } | null | undefined)?.resolverContext;
  if (!viewer) fail('Unauthenticated', 'Sign in to see this.');
  return viewer;
}
