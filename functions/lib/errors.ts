/** `error` of every answer of ours that is not a success, and its status. Names from RFC 6749 §5.2. */
export const httpErrors = {
  /** Something that the request carries is missing, malformed or out of date. */
  invalid_request: 400,
  /** The login code is unknown, used or expired, or the verifier is not the one it was made for. */
  invalid_grant: 400,
  /** A fault on our side, which is logged. */
  server_error: 500,
} as const;

export type HttpErrorCode = keyof typeof httpErrors;

/** `error` in the redirect that brings a person back to the frontend without a login code. */
export type SignInError =
  /** They did not let us read their profile. */
  | 'access_denied'
  /** GitHub could not be reached, or refused to tell who they are. */
  | 'github_unavailable';

/** Ends a request with an answer from the closed set; the message is shown as it is. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
