import type { ProgressItem } from '../../model/progress';
import type { SessionRow } from '../../model/session';
import type { UserItem } from '../../model/user';

/** What the steps of `Query.exportMyData` leave for each other in the stash. */
export interface ExportedPage {
  /** AppSync's token of where the page begins in the person's work; null for the beginning. */
  workFrom: string | null;
  /** The same of the sessions, which come after all of the work; null for the beginning. */
  sessionsFrom: string | null;
  /** Whether the page begins behind the work. */
  isPastWork: boolean;
  profile: UserItem;
  work: ProgressItem[];
  sessions: SessionRow[];
  /** Where the next page begins; null when there is no more of it. */
  nextWork?: string | null;
  nextSessions?: string | null;
}
