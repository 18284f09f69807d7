import type { ProgressItem } from '../../model/progress';
import type { SessionRow } from '../../model/session';
import type { UserItem } from '../../model/user';

/** Stash shared by the steps of `Query.exportMyData`. */
export interface ExportStash {
  /** AppSync's token at which the page starts in the person's work. Null for the beginning. */
  workFrom: string | null;
  /** The same for the sessions, which follow all of the work. Null for the beginning. */
  sessionsFrom: string | null;
  /** Whether the page starts after the work. */
  isPastWork: boolean;
  profile: UserItem;
  work: ProgressItem[];
  sessions: SessionRow[];
  /** Start of the next page. Null if there is no more work. */
  nextWork?: string | null;
  nextSessions?: string | null;
}
