import type { ProgressItem } from '../../model/progress';
import type { StartedCompletion } from './completionStash';
import { ifUnchanged } from './expression';

/**
 * The condition of every verdict: the row is not completed yet, was not started anew, and no other
 * submission has been counted since it was read. A row that deletion has removed in the meantime is
 * not recreated.
 */
export const unchangedProgress = ({ progress }: StartedCompletion) =>
  ifUnchanged<ProgressItem>({
    completedAt: null,
    version: progress.version ?? null,
    attempts: progress.attempts,
  });
