/** What the steps that end sessions leave for each other in the stash. */
export interface EndingSessions {
  /** Whether all of the viewer's sessions end, or the one that asks. */
  isEverywhere: boolean;
  /** Ids of the sessions that are still to end, without the one that asks. */
  others: string[];
  /** Some may be left: the one that asks stays open, so that it can ask again. */
  hasMore?: boolean;
  sessionsEnded: number;
}
