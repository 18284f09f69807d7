import type { BoardItem } from '../../model/board';
import type { ProgressItem } from '../../model/progress';
import type { EndingStash } from './endingSessions';

/** A row of work, with the periods that it counts in. */
export interface Removable {
  row: ProgressItem;
  /** Names of `BOARD#` periods. Empty if the exercise was not completed. */
  periods: string[];
}

/** Stash shared by the steps of `Mutation.deleteAccount`. */
export interface DeletionStash extends EndingStash {
  /** When the confirmed account was created, in ISO 8601. */
  createdAt: string;
  /** Epoch milliseconds. After the freeze of this call, login codes issued earlier are void. */
  frozenAt: number;
  /** `UserItem.heldName` after the freeze of this call. */
  heldName?: string;
  /** The next rows of the person's work. */
  work: ProgressItem[];
  /** Whether there are more rows than `work`. */
  hasMoreWork: boolean;
  /** The part of `work` that is removed next, in one transaction. */
  removing: Removable[];
  /** The person's standing in each period of `removing`. Null if there is none. */
  standings: Record<string, BoardItem | null>;
  /** Whether all of the account is removed. */
  isRemoved?: boolean;
}
