import { SignInRefusal } from './refusal';

const RETURN_TO_MAX_LENGTH = 1_024;

/** A path as in the address bar. URL parsers treat `\` as `/` and drop control characters. */
const PATH_PATTERN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

/**
 * The page of the stage's own frontend on which a sign-in ends, as a percent-encoded path.
 *
 * @param returnTo a path, optionally with a query and a fragment
 * @throws SignInRefusal `invalid_request` for anything that could lead to another origin
 */
export function parseReturnTo(returnTo: string, frontend: string): string {
  if (returnTo.length <= RETURN_TO_MAX_LENGTH && PATH_PATTERN.test(returnTo)) {
    const { origin, pathname, search, hash } = new URL(returnTo, frontend);
    // `/.//elsewhere` is a path on our origin, but would no longer be one if it were resolved
    // again.
    if (origin === new URL(frontend).origin && !pathname.startsWith('//')) {
      return pathname + search + hash;
    }
  }
  throw new SignInRefusal(
    'invalid_request',
    'invalid_return_to',
    `return_to must be a path on the frontend that begins with exactly one / and is no longer than ${RETURN_TO_MAX_LENGTH} characters.`,
  );
}
