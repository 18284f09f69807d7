import { fail, failOnSourceError } from './fail';
import { isLostRace } from './lostRace';

/** A session that is still to end. */
export interface OpenSession {
  id: string;
  /** An expired one, which DynamoDB has yet to delete, goes as well and is not counted. */
  isLive: boolean;
}

/** What the steps that end sessions leave for each other in the stash. */
export interface EndingSessions {
  /** Id of the session that ends last: the one that asks, or the one to revoke. */
  last: string;
  /** Whether all of the viewer's sessions end, or `last` alone. */
  isEverywhere: boolean;
  /** The viewer's latest sessions as their profile holds them, of which some may have ended. */
  recent: string[];
  /** The sessions that are still to end, without `last`. */
  others: OpenSession[];
  /** There are more than `others`. */
  hasMore?: boolean;
  sessionsEnded: number;
  /** Nothing is left to end. */
  isDone?: boolean;
}

/** The stash before the first step: nothing has been read, and nothing has ended. */
export function startEnding(stash: EndingSessions, last: string, isEverywhere: boolean): void {
  stash.last = last;
  stash.isEverywhere = isEverywhere;
  stash.recent = [];
  stash.others = [];
  stash.sessionsEnded = 0;
}

/**
 * Like `failOnSourceError`, for writes of the profile and of sessions: while a transaction of a sign-in, a
 * submission or a deletion is under way, DynamoDB refuses them, and the resolver ends as `Conflict`.
 */
export function failOnEndingError(error: { type: string; message: string } | undefined): void {
  if (isLostRace(error)) {
    fail('Conflict', 'Another request of yours got in the way. Try again.');
  }
  failOnSourceError(error);
}
