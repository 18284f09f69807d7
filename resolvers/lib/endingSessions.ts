import { fail, failOnSourceError } from './fail';
import { isLostRace } from './lostRace';

/** A session that has yet to end. */
export interface OpenSession {
  id: string;
  /** An expired session that DynamoDB has yet to delete is removed as well, but not counted. */
  isLive: boolean;
}

/** Stash shared by the steps that end sessions. */
export interface EndingStash {
  /** Id of the session that ends last: the current session, or the one to revoke. */
  last: string;
  /** Whether to end all of the viewer's sessions, or only `last`. */
  isEverywhere: boolean;
  /** The viewer's latest sessions, as listed in their profile. Some of them may have ended. */
  recent: string[];
  /** The sessions that have yet to end, without `last`. */
  others: OpenSession[];
  /** Whether there are more sessions than `others`. */
  hasMore?: boolean;
  sessionsEnded: number;
  /** Whether all sessions have ended. */
  isDone?: boolean;
}

/** Initializes the stash before the first step: nothing has been read, and nothing has ended. */
export function startEnding(stash: EndingStash, last: string, isEverywhere: boolean): void {
  stash.last = last;
  stash.isEverywhere = isEverywhere;
  stash.recent = [];
  stash.others = [];
  stash.sessionsEnded = 0;
}

/**
 * Like `failOnSourceError`, for writes of the profile and of sessions. While a transaction of a
 * sign-in, submission or deletion is in progress, DynamoDB refuses them, and the resolver ends as
 * `Conflict`.
 */
export function failOnEndingError(error: { type: string; message: string } | undefined): void {
  if (isLostRace(error)) {
    fail('Conflict', 'Another of your requests interfered. Try again.');
  }
  failOnSourceError(error);
}
