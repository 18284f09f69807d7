/** What the steps that end sessions leave for each other in the stash. */
export interface EndingSessions {
  /** Id of the session that ends last: the one that asks, or the one to revoke. */
  last: string;
  /** Whether all of the viewer's sessions end, or `last` alone. */
  isEverywhere: boolean;
  /** Ids of the viewer's latest sessions, of which some may have ended. */
  recent: string[];
  /** Ids of the sessions that are still to end, without `last`. */
  others: string[];
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
