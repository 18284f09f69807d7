import type { RecordPattern } from './recordPattern';

// Patterns for records of Progress. A row is written again at every further attempt, when its
// completion is announced, and when the person is renamed. Without filters, batches would be full of
// records that report nothing new.

const completedAt = (exists: boolean) => ({ completedAt: { S: [{ exists }] } });

/** An exercise was completed. */
export const completed: RecordPattern = {
  dynamodb: { OldImage: completedAt(false), NewImage: completedAt(true) },
};

/** Completed work was removed. */
export const removed: RecordPattern = {
  dynamodb: { OldImage: completedAt(true), NewImage: completedAt(false) },
};
