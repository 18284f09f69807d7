import type { BoardItem } from '../../model/board';
import type { ProgressItem } from '../../model/progress';
import type { EndingSessions } from './endingSessions';

/** A row of work, with the periods that it counted in. */
export interface Removable {
  row: ProgressItem;
  /** Names of `BOARD#` periods; none if the lab was not completed. */
  periods: string[];
}

/** What the steps of `Mutation.deleteAccount` leave for each other in the stash. */
export interface Account extends EndingSessions {
  /** When the account that was confirmed began, in ISO 8601. */
  createdAt: string;
  /** Epoch milliseconds: from this call's freeze on, nobody signs in with an older login code. */
  frozenAt: number;
  /** The next rows of the person's work. */
  history: ProgressItem[];
  /** There are more than `history`. */
  hasMoreWork: boolean;
  /** Those of `history` that go next, in one transaction. */
  removing: Removable[];
  /** The person's standing in each period of `removing`; null where there is none. */
  standings: Record<string, BoardItem | null>;
  /** Nothing of the person is left. */
  isRemoved?: boolean;
}
