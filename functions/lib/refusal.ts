import { audit, type RefusalReason } from './audit';
import { isUnavailable } from './unavailable';

/**
 * `error` of every sign-in that does not succeed, in the redirect to the frontend or in a JSON answer
 * with this status. Names from RFC 6749 §4.1.2.1 and §5.2 where it has them.
 */
export const refusals = {
  /** Something that the request carries is missing or malformed. */
  invalid_request: 400,
  /** The login code is unknown, used, expired or void, or the verifier is not the one it was made for. */
  invalid_grant: 400,
  /** The person did not let us read their profile. */
  access_denied: 403,
  /** The sign-in took longer than ten minutes, is over, or began in another browser. */
  sign_in_expired: 400,
  /** GitHub could not be reached, or refused to tell who they are. */
  github_unavailable: 502,
  /** The tables did not answer in time. Nothing is decided: try again. */
  temporarily_unavailable: 503,
  /** A fault on our side, which is logged. */
  server_error: 500,
} as const;

export type RefusalCode = keyof typeof refusals;

/** Ends a sign-in; the message is shown as it is. */
export class SignInRefusal extends Error {
  override readonly name = 'SignInRefusal';
  readonly code: RefusalCode;
  readonly reason: RefusalReason;
  readonly userId: string | undefined;

  constructor(code: RefusalCode, reason: RefusalReason, message: string, userId?: string) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.userId = userId;
  }
}

/**
 * The refusal that a failure is to its client, noted in the audit trail. A failure that nobody expected
 * is logged besides, and nothing about it is shown.
 */
export function refusalOf(error: unknown, routeKey: string): SignInRefusal {
  const refusal = error instanceof SignInRefusal ? error : unexpected(error, routeKey);
  const { reason, userId } = refusal;
  audit('sign_in_refused', { reason, ...(userId !== undefined && { userId }) });
  return refusal;
}

function unexpected(error: unknown, routeKey: string): SignInRefusal {
  console.error(`${routeKey} failed:`, error);
  return isUnavailable(error)
    ? new SignInRefusal(
        'temporarily_unavailable',
        'temporarily_unavailable',
        'We cannot sign you in just now. Try again in a moment.',
      )
    : new SignInRefusal(
        'server_error',
        'server_error',
        'Something went wrong on our side. Try again.',
      );
}
