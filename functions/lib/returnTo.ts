import { HttpError } from './errors';

/** Keeps the cookie that carries it below the 4,096 bytes that browsers keep (RFC 6265 §6.1). */
const RETURN_TO_MAX_LENGTH = 1_024;

/** A path as the address bar has it. URL parsers take `\` for `/` and drop control characters. */
const PATH_PATTERN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

/**
 * The page of the stage's own frontend where a sign-in is to end.
 *
 * @param returnTo a path, with a query and a fragment if need be
 * @throws HttpError `invalid_request` for anything that could lead elsewhere
 */
export function parseReturnTo(returnTo: string, frontend: string): URL {
  if (returnTo.length <= RETURN_TO_MAX_LENGTH && PATH_PATTERN.test(returnTo)) {
    const url = new URL(returnTo, frontend);
    // `/.//elsewhere` is a path of ours, and would not be one any more if somebody resolved it again.
    if (url.origin === new URL(frontend).origin && !url.pathname.startsWith('//')) return url;
  }
  throw new HttpError(
    'invalid_request',
    `return_to must be a path on the frontend, beginning with one / and no longer than ${RETURN_TO_MAX_LENGTH} characters.`,
  );
}
