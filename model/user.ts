import type { ItemKey } from './keys';

/** A person, identified by the numeric id that GitHub never reuses. Row of `Users`. */
export interface UserItem {
  username: string;
  /** The primary verified address; absent where GitHub shows none. */
  email?: string;
  avatarUrl: string;
  createdAt: string;
  lastLoginAt: string;
  /**
   * Epoch milliseconds: sessions that began and login codes that were issued at this moment or before
   * it are void. Set when the person ends every session, or begins to delete the account.
   */
  sessionsValidFrom?: number;
  /**
   * When the deletion of the account began, in ISO 8601. From then on every other write of the person's
   * rows is refused. They can still sign in, to finish what they began.
   */
  deletingAt?: string;
  /**
   * The sessions that began in the minute before the last one, newest first, each as a `recentEntry`. The
   * index that lists sessions is eventually consistent and may not have them yet.
   */
  recentSessions?: string[];
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
