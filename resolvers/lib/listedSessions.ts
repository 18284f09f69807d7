import type { SessionRow } from '../../model/session';

/** What the steps of `Viewer.sessions` leave for each other in the stash. */
export interface ListedSessions {
  /** Live sessions as the index lists them, the latest first. */
  listed: SessionRow[];
  /** The session that asks, if the index does not list it. */
  unlisted?: SessionRow;
}
