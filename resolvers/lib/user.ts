import type { UserItem } from '../../model/user';
import { fail } from './fail';

/** The viewer's profile as it was read; ends the resolver as `Unauthenticated` if there is none. */
export function existingUser(item: UserItem | null): UserItem {
  if (!item) fail('Unauthenticated', 'This account no longer exists. Sign in again.');
  return item;
}
