import type { ItemKey } from './tables';

/** A person, identified by the numeric id that GitHub never reuses. Row of `Users`. */
export interface UserItem {
  username: string;
  /** The primary verified address; absent where GitHub shows none. */
  email?: string;
  avatarUrl: string;
  createdAt: string;
  lastLoginAt: string;
}

/** The partition that a person owns in every table that has one. */
export const userPk = (userId: string): string => `USER#${userId}`;

/** Whose partition a key names; the inverse of `userPk`. */
export const userIdOf = (pk: string): string => pk.slice(userPk('').length);

export const userKey = (userId: string): ItemKey => ({ pk: userPk(userId), sk: 'PROFILE' });

/** Index entry that finds a person by address. */
export const emailIndex = (email: string, userId: string) => ({
  gsi1pk: `EMAIL#${email}`,
  gsi1sk: userPk(userId),
});
