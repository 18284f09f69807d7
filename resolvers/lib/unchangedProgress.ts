import type { Row } from '../../model/keys';
import type { ProgressItem } from '../../model/progress';
import type { CompletionStash } from './completionStash';
import { ifUnchanged } from './expression';

/**
 * The condition of every verdict: the row exists if it did at the load, is not completed yet, and
 * no other submission has been counted since. A row that deletion has removed in the meantime is
 * not recreated.
 */
export const unchangedProgress = ({ progress }: CompletionStash) =>
  ifUnchanged<Row<ProgressItem>>(
    progress ? { completedAt: null, attempts: progress.attempts } : { pk: null },
  );
