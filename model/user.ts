import type { ItemKey } from './keys';

/** A person, identified by the numeric id, which GitHub never reuses. Row of `Users`. */
export interface UserItem {
  /** The login on GitHub at the last sign-in, or `unnamed` if it belongs to someone else since. */
  username: string;
  /**
   * The name of which the person has the `NameItem`. Absent without one: the username is `unnamed`,
   * or the person has not signed in since names are held.
   */
  heldName?: string;
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

/** What lists show of a person. Work and standings have copies. */
export type ShownName = Pick<UserItem, 'username' | 'avatarUrl'>;

/** The partition of a person in every table that has one. */
export const userPk = (userId: string): string => `USER#${userId}`;

/** The person that a partition key belongs to. The inverse of `userPk`. */
export const userIdOf = (pk: string): string => pk.slice(userPk('').length);

/** Sort key of every profile. */
export const PROFILE_SK = 'PROFILE';

export const userKey = (userId: string): ItemKey => ({ pk: userPk(userId), sk: PROFILE_SK });

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
