import { SignInRefusal } from './refusal';

const RETURN_TO_MAX_LENGTH = 1_024;

/** A path as in the address bar. URL parsers treat `\` as `/` and drop control characters. */
const PATH_PATTERN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

/**
 * The address of a program on the person's own machine, which listens there for the end of a
 * sign-in. The state lets it recognize its own sign-in. An IP address, because a name such as
 * `localhost` may resolve to another machine.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
const LOOPBACK_PATTERN =
  /^http:\/\/127\.0\.0\.1:[1-9][0-9]{0,4}\/callback(\?state=[A-Za-z0-9_-]{1,128})?$/;

/**
 * Where a sign-in ends: a page of the stage's own frontend, as a percent-encoded path, or a program
 * on the person's own machine, as an address.
 *
 * @param returnTo a path, optionally with a query and a fragment, or
 *   `http://127.0.0.1:<port>/callback`, optionally with a `state`
 * @throws SignInRefusal `invalid_request` for anything that could lead to another origin
 */
export function parseReturnTo(returnTo: string, frontend: string): string {
  if (LOOPBACK_PATTERN.test(returnTo) && URL.canParse(returnTo)) return returnTo;
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
    `return_to must be a path on the frontend that begins with exactly one / and is no longer than ${RETURN_TO_MAX_LENGTH} characters, or http://127.0.0.1:<port>/callback.`,
  );
}
