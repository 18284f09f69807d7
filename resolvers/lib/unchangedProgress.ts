import type { Row } from '../../model/keys';
import type { ProgressItem } from '../../model/progress';
import type { Completion } from './completion';
import { ifUnchanged } from './expression';

/**
 * The condition of every verdict: the row is there if it was, not completed yet, and no other answer was
 * counted since the load. A row that deletion took away in the meantime does not come back.
 */
export const unchangedProgress = ({ progress }: Completion) =>
  ifUnchanged<Row<ProgressItem>>(
    progress ? { completedAt: null, attempts: progress.attempts } : { pk: null },
  );
