import type { ItemKey } from './keys';

/**
 * Who holds a login. Row of `Users`. Every profile that has a `heldName` holds that name, and no one
 * else does: each of the two rows is written only together with the other.
 */
export interface NameItem {
  userId: string;
}

/** The condition of a deletion: the row is still this person's, `:userId`, if there is one. */
export const HELD_CONDITION = 'attribute_not_exists(userId) OR userId = :userId';

/** A login in the form in which it is unique: GitHub ignores case. */
export const nameOf = (login: string): string => login.toLowerCase();

/** Sort key of every `NameItem`. */
export const NAME_SK = 'NAME';

/** @param name as from `nameOf` */
export const nameKey = (name: string): ItemKey => ({ pk: `NAME#${name}`, sk: NAME_SK });

/**
 * The username of a person whose login now belongs to someone else, until the person signs in again.
 * No login on GitHub contains a tilde.
 */
export const unnamed = (userId: string): string => `~${userId}`;
