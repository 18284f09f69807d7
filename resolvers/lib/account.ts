import type { BoardItem } from '../../model/board';
import type { ProgressItem } from '../../model/progress';
import type { EndingSessions } from './endingSessions';

/** What the steps of `Mutation.deleteAccount` leave for each other in the stash. */
export interface Account extends EndingSessions {
  /** The person's work on every lab. */
  history: ProgressItem[];
  /** Names of `BOARD#` periods and the person's row of each; null where there is none. */
  standings: Record<string, BoardItem | null>;
  /** Nothing of the person is left. */
  isRemoved?: boolean;
}
