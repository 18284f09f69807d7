import type { ActivityDay } from '../schema.types';

/** Stash shared by the steps of `Viewer.activity`. */
export interface ActivityStash {
  timezone: string;
  /** Days with at least one completion, among the rows read so far. */
  byDate: Record<string, ActivityDay>;
  /** AppSync's token at which the next step continues. Absent at the start, empty at the end. */
  nextToken?: string;
}
