import type { BoardItem } from '../../model/board';
import type { ProgressItem } from '../../model/progress';
import type { SessionRow } from '../../model/session';
import type { UserItem } from '../../model/user';
import type { EndingSessions } from './endingSessions';

/** What the steps that go through all of a person's rows leave for each other in the stash. */
export interface Account extends EndingSessions {
  profile: UserItem;
  /** The person's work on every lab. */
  history: ProgressItem[];
  sessions: SessionRow[];
  /** Names of `BOARD#` periods and the person's row of each; null where there is none. */
  standings: Record<string, BoardItem | null>;
  /** Nothing of the person is left. */
  isRemoved?: boolean;
}
