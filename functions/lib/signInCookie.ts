import { signJwt, verifyJwt } from './jwt';
import { SignInRefusal } from './refusal';
import { sameText } from './secret';

/** The state of a sign-in that the browser stores while the person is on GitHub. */
export interface SignIn {
  /**
   * Returned in the callback's query. Proves that this browser began the sign-in (RFC 6749 §10.12).
   */
  state: string;
  /** Our own PKCE verifier for GitHub. */
  githubVerifier: string;
  /** The client's PKCE challenge for us. */
  codeChallenge: string;
  /** Where the sign-in ends, from `parseReturnTo`. */
  returnTo: string;
}

export const SIGN_IN_SECONDS = 600;

/** Maximum size of a cookie in browsers: name, value and attributes together (RFC 6265 §6.1). */
const COOKIE_MAX_BYTES = 4_096;

/** Maximum number of concurrent sign-ins per browser, one per tab. */
const SIGN_INS_MAX = 5;

/**
 * Maximum total size of their cookies, in bytes. API Gateway accepts 10,240 bytes for the request
 * line and all headers, and other headers need part of that.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const COOKIES_MAX_BYTES = 7_168;

/**
 * The `__Host-` prefix prevents other hosts of the domain from setting the cookie. It requires
 * https.
 */
const prefixFor = (callback: URL): string =>
  callback.protocol === 'https:' ? '__Host-akasha-signin-' : 'akasha-signin-';

/**
 * Every sign-in has its own cookie, named after its state, so that several can run concurrently.
 */
const nameOf = (callback: URL, state: string): string => prefixFor(callback) + state.slice(0, 8);

const NAME_END = /^[\w-]{8}$/;

const setCookie = (callback: URL, name: string, value: string, maxAge: number): string => {
  const secure = callback.protocol === 'https:' ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
};

/**
 * `Set-Cookie` that stores a signed sign-in for ten minutes.
 * @throws SignInRefusal `invalid_request` for a cookie that browsers would drop silently
 */
export function signInCookie(callback: URL, signIn: SignIn): string {
  const exp = Math.floor(Date.now() / 1000) + SIGN_IN_SECONDS;
  const value = signJwt('akasha-labs/sign-in', { ...signIn, exp });
  const line = setCookie(callback, nameOf(callback, signIn.state), value, SIGN_IN_SECONDS);
  if (Buffer.byteLength(line) <= COOKIE_MAX_BYTES) return line;
  throw new SignInRefusal(
    'invalid_request',
    'return_to_too_long',
    `return_to is too long: it has ${signIn.returnTo.length} characters when percent-encoded.`,
  );
}

/** `Set-Cookie` that ends a sign-in. */
export const endedSignInCookie = (callback: URL, { state }: SignIn): string =>
  setCookie(callback, nameOf(callback, state), '', 0);

/** The sign-in with this state in the request's cookies, if we signed it and it has not expired. */
export function readSignInCookie(
  callback: URL,
  state: string,
  cookies: readonly string[] = [],
): SignIn | undefined {
  const name = nameOf(callback, state);
  const found = cookies.map(parse).find((cookie) => cookie.name === name);
  const signIn = found && readSignIn(found.value);
  return signIn && sameText(signIn.state, state) ? signIn : undefined;
}

/**
 * `Set-Cookie` lines that remove the oldest sign-ins of a browser, and invalid ones, until there is
 * room for another.
 *
 * @param another the `Set-Cookie` that is sent with them
 */
export function cookiesToEnd(
  callback: URL,
  another: string,
  cookies: readonly string[] = [],
): string[] {
  const prefix = prefixFor(callback);
  const newestFirst = cookies
    .map(parse)
    .filter(({ name }) => name.startsWith(prefix) && NAME_END.test(name.slice(prefix.length)))
    .map((cookie) => ({ ...cookie, begun: readSignIn(cookie.value)?.iat ?? 0 }))
    // Browsers send older cookies first (RFC 6265 §5.4), and sign-ins are dated to the second.
    .reverse()
    .sort((a, b) => b.begun - a.begun);
  let bytes = Buffer.byteLength(another);
  const ended = newestFirst.filter(({ name, value, begun }, i) => {
    bytes += name.length + value.length;
    return begun === 0 || i >= SIGN_INS_MAX - 1 || bytes > COOKIES_MAX_BYTES;
  });
  return ended.map(({ name }) => setCookie(callback, name, '', 0));
}

function parse(cookie: string): { name: string; value: string } {
  const end = cookie.indexOf('=');
  return { name: cookie.slice(0, end), value: cookie.slice(end + 1) };
}

/** Signed by us for this purpose, and therefore of the expected shape. */
const readSignIn = (value: string) =>
  verifyJwt('akasha-labs/sign-in', value) as (SignIn & { iat: number }) | undefined;
