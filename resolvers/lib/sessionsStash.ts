import type { SessionRow } from '../../model/session';

/** Stash shared by the steps of `Viewer.sessions`. */
export interface SessionsStash {
  /** Live sessions as listed in the index, latest first. */
  listed: SessionRow[];
  /** The current session, if the index does not list it. */
  unlisted?: SessionRow;
}
