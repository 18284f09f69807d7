import type { Identity } from '@aws-appsync/utils';
import { loggedSessionId } from '../../model/session';
import { viewerOf } from './viewer';

/** Events of the audit trail. `functions/lib/audit.ts` has those of the sign-in. */
export type AuditEvent =
  /** The current session ended. */
  | 'signed_out'
  /** Every session ended, and all earlier login codes are void. */
  | 'signed_out_everywhere'
  /** All earlier login codes are void. The remaining sessions are left to the next call. */
  | 'sign_out_unfinished'
  /** A session was ended by another session, or by itself. */
  | 'session_revoked'
  /** The account and all rows that belong to it are deleted. */
  | 'account_deleted'
  /** The account is frozen. The rest of the deletion is left to the next call. */
  | 'account_deletion_unfinished';

/**
 * Writes one line of the audit trail: words of the form `name=value`. AppSync documents no log
 * format for objects, whereas text can be searched regardless of what surrounds it.
 *
 * @param session id of the session that ended, or of the current session
 */
export function audit(event: AuditEvent, identity: Identity, session: string): void {
  const { userId, tokenHash } = viewerOf(identity);
  console.log(
    `event=${event} userId=${userId} session=${loggedSessionId(session)} by=${loggedSessionId(tokenHash)}`,
  );
}
