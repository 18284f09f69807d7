import type { SignInOutcome } from '../../model/metrics';
import { audit, type RefusalReason } from './audit';
import { logger } from './logger';
import { countSignIn } from './metrics';
import { isUnavailable } from './unavailable';

/**
 * The `error` of every failed sign-in, in the redirect to the frontend or in a JSON response with
 * this status. Uses the names of RFC 6749 §4.1.2.1 and §5.2 where they exist.
 */
export const refusals = {
  /** Part of the request is missing or malformed. */
  invalid_request: 400,
  /** The login code is unknown, used, expired or void, or the verifier does not match it. */
  invalid_grant: 400,
  /** The person did not allow us to read their profile. */
  access_denied: 403,
  /** The sign-in took longer than ten minutes, was already over, or began in another browser. */
  sign_in_expired: 400,
  /** GitHub could not be reached or refused the request. */
  github_unavailable: 502,
  /** The tables did not respond in time. Nothing was decided; try again. */
  temporarily_unavailable: 503,
  /** A fault on our side, which is logged. */
  server_error: 500,
} as const satisfies Record<Exclude<SignInOutcome, 'signed_in'>, number>;

export type RefusalCode = keyof typeof refusals;

/** Ends a sign-in. The message is shown unchanged. */
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
 * The refusal that a failure becomes for the client. It is counted, and recorded in the audit
 * trail. An unexpected failure is also logged, and none of its details are shown.
 */
export function refusalOf(error: unknown, routeKey: string): SignInRefusal {
  const refusal = error instanceof SignInRefusal ? error : unexpected(error, routeKey);
  const { code, reason, userId } = refusal;
  audit('sign_in_refused', { reason, ...(userId !== undefined && { userId }) });
  countSignIn(code);
  return refusal;
}

function unexpected(error: unknown, routeKey: string): SignInRefusal {
  logger.error('The request failed', { route: routeKey, error });
  return isUnavailable(error)
    ? new SignInRefusal(
        'temporarily_unavailable',
        'temporarily_unavailable',
        'We cannot sign you in right now. Try again in a moment.',
      )
    : new SignInRefusal(
        'server_error',
        'server_error',
        'Something went wrong on our side. Try again.',
      );
}
