/** What the steps of `Viewer.rank` leave for each other in the stash. */
export interface Ranking {
  /** As `boardKey` takes it. */
  period: string;
  /** The viewer's; absent while they stand on no board. */
  rankKey?: string;
  /** How many stand before the viewer, as far as they are counted. */
  before: number;
}
