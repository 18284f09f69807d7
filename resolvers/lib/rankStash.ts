/** Stash shared by the steps of `Viewer.rank`. */
export interface RankStash {
  /** As in `boardKey`. */
  period: string;
  /** The viewer's rank key. Absent if they are on no board. */
  rankKey?: string;
  /** Number of people ahead of the viewer, among those counted so far. */
  before: number;
}
