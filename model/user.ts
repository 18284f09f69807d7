import type { ItemKey } from './keys';

/** A person, identified by the numeric id, which GitHub never reuses. Row of `Users`. */
export interface UserItem {
  username: string;
  /** The primary verified address. Absent if GitHub returns none. */
  email?: string;
  avatarUrl: string;
  createdAt: string;
  lastLoginAt: string;
  /**
   * Epoch milliseconds. Sessions that began, and login codes that were issued, at or before this
   * time are void. Set when the person ends all sessions or starts to delete the account.
   */
  sessionsValidFrom?: number;
  /**
   * When the deletion of the account started, in ISO 8601. From then on, every other write to the
   * person's rows is refused. They can still sign in to finish the deletion.
   */
  deletingAt?: string;
  /**
   * The sessions that began in the minute before the last one, newest first, each as a
   * `recentEntry`. The index of sessions is eventually consistent and may not list them yet.
   */
  recentSessions?: string[];
}

/** The partition of a person in every table that has one. */
export const userPk = (userId: string): string => `USER#${userId}`;

/** The person that a partition key belongs to. The inverse of `userPk`. */
export const userIdOf = (pk: string): string => pk.slice(userPk('').length);

export const userKey = (userId: string): ItemKey => ({ pk: userPk(userId), sk: 'PROFILE' });

/** Index entry that finds a person by email address. */
export const emailIndex = (email: string, userId: string) => ({
  gsi1pk: `EMAIL#${email}`,
  gsi1sk: userPk(userId),
});

/**
 * The condition of every write that creates work of a person: the account exists and is not being
 * deleted.
 */
export const ACTIVE_CONDITION = 'attribute_exists(pk) AND attribute_not_exists(deletingAt)';
