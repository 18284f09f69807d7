import type { ActivityDay } from '../schema.types';

/** What the steps of `Viewer.activity` leave for each other in the stash. */
export interface DayCounts {
  timezone: string;
  /** Days with at least one completion, as far as they are read. */
  byDate: Record<string, ActivityDay>;
  /** AppSync's token of where the next step goes on: absent at the beginning, empty at the end. */
  nextToken?: string;
}
