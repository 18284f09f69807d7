import { loggedSessionId } from '../../model/session';
import { logger } from './logger';

/** Events of the audit trail. `resolvers/lib/audit.ts` has those of ended sessions. */
export type AuditEvent =
  /** A session began. */
  | 'signed_in'
  /** A sign-in ended without a session; `reason` says why. */
  | 'sign_in_refused'
  /** A request was refused because the lookup of its session failed. */
  | 'session_unknown';

/** Why a sign-in was refused, in more detail than clients receive. */
export type RefusalReason =
  | 'invalid_challenge'
  | 'invalid_challenge_method'
  | 'invalid_return_to'
  | 'return_to_too_long'
  /** No valid cookie for this `state`: it expired, belongs to another browser, or was forged. */
  | 'unknown_state'
  | 'used_state'
  | 'access_denied'
  | 'github_unavailable'
  | 'invalid_body'
  | 'unknown_code'
  | 'expired_code'
  | 'wrong_verifier'
  /** The account was deleted, or deleted and created again, after the code was issued. */
  | 'no_account'
  /** Every session was ended after the code was issued. */
  | 'signed_out_everywhere'
  | 'temporarily_unavailable'
  | 'server_error';

/** The details that a line may contain besides the event. No credentials and no addresses. */
export interface AuditDetails {
  readonly reason?: RefusalReason;
  readonly userId?: string;
  /** Id of the session. The line contains only its first characters. */
  readonly sessionId?: string;
}

const levels = { signed_in: 'info', sign_in_refused: 'warn', session_unknown: 'error' } as const;

/**
 * Writes one line of the audit trail. CloudWatch Logs Insights finds each field by name: `event`,
 * `reason`.
 */
export function audit(event: AuditEvent, { reason, userId, sessionId }: AuditDetails = {}): void {
  logger[levels[event]]('audit', {
    event,
    ...(reason !== undefined && { reason }),
    ...(userId !== undefined && { userId }),
    ...(sessionId !== undefined && { session: loggedSessionId(sessionId) }),
    provider: 'github',
  });
}
