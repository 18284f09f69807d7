import { SignInRefusal } from './refusal';

const RETURN_TO_MAX_LENGTH = 1_024;

/** A path as the address bar has it. URL parsers take `\` for `/` and drop control characters. */
const PATH_PATTERN = /^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/;

/**
 * The page of the stage's own frontend where a sign-in is to end, as a path, percent-encoded.
 *
 * @param returnTo a path, with a query and a fragment if need be
 * @throws SignInRefusal `invalid_request` for anything that could lead elsewhere
 */
export function parseReturnTo(returnTo: string, frontend: string): string {
  if (returnTo.length <= RETURN_TO_MAX_LENGTH && PATH_PATTERN.test(returnTo)) {
    const { origin, pathname, search, hash } = new URL(returnTo, frontend);
    // `/.//elsewhere` is a path of ours, and would not be one any more if somebody resolved it again.
    if (origin === new URL(frontend).origin && !pathname.startsWith('//')) {
      return pathname + search + hash;
    }
  }
  throw new SignInRefusal(
    'invalid_request',
    'invalid_return_to',
    `return_to must be a path on the frontend, beginning with one / and no longer than ${RETURN_TO_MAX_LENGTH} characters.`,
  );
}
