import { signJwt, verifyJwt } from './jwt';
import { SignInRefusal } from './refusal';
import { sameText } from './secret';

/** What a browser keeps for us while its person is at GitHub. */
export interface SignIn {
  /** Comes back in the callback's query: this browser began the sign-in (RFC 6749 §10.12). */
  state: string;
  /** Our own PKCE verifier towards GitHub. */
  githubVerifier: string;
  /** The client's PKCE challenge towards us. */
  codeChallenge: string;
  /** Path on the frontend where the sign-in ends. */
  returnTo: string;
}

export const SIGN_IN_SECONDS = 600;

/** Browsers keep no larger cookie, name, value and attributes together (RFC 6265 §6.1). */
const COOKIE_MAX_BYTES = 4_096;

/** Sign-ins that a browser may have under way at once, in as many tabs. */
const SIGN_INS_MAX = 5;

/**
 * Bytes that their cookies may have together. API Gateway takes 10,240 for the request line and all
 * headers, and other headers need some of them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const COOKIES_MAX_BYTES = 7_168;

/** The `__Host-` prefix keeps other hosts of the domain from setting the cookie; it needs https. */
const prefixFor = (callback: URL): string =>
  callback.protocol === 'https:' ? '__Host-akasha-signin-' : 'akasha-signin-';

/** Every sign-in has a cookie of its own, named after its state, so that several can run at once. */
const nameOf = (callback: URL, state: string): string => prefixFor(callback) + state.slice(0, 8);

const NAME_END = /^[\w-]{8}$/;

const setCookie = (callback: URL, name: string, value: string, maxAge: number): string => {
  const secure = callback.protocol === 'https:' ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
};

/**
 * `Set-Cookie` that keeps a sign-in for ten minutes, signed.
 * @throws SignInRefusal `invalid_request` for one that browsers would drop without a word
 */
export function signInCookie(callback: URL, signIn: SignIn): string {
  const exp = Math.floor(Date.now() / 1000) + SIGN_IN_SECONDS;
  const value = signJwt('akasha-labs/sign-in', { ...signIn, exp });
  const line = setCookie(callback, nameOf(callback, signIn.state), value, SIGN_IN_SECONDS);
  if (Buffer.byteLength(line) <= COOKIE_MAX_BYTES) return line;
  throw new SignInRefusal(
    'invalid_request',
    'return_to_too_long',
    `return_to is too long: percent-encoded, it has ${signIn.returnTo.length} characters.`,
  );
}

/** `Set-Cookie` that ends a sign-in. */
export const endedSignInCookie = (callback: URL, { state }: SignIn): string =>
  setCookie(callback, nameOf(callback, state), '', 0);

/** The sign-in of this state that the request's cookies carry, if it is ours and not too old. */
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
 * `Set-Cookie` lines that end the oldest sign-ins of a browser, and what is none any more, until there
 * is room for another.
 *
 * @param another the `Set-Cookie` that is sent besides
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
    // Browsers send the older ones first (RFC 6265 §5.4), and a sign-in is dated to the second.
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

/** Signed by us for this purpose, and so of our shape. */
const readSignIn = (value: string) =>
  verifyJwt('akasha-labs/sign-in', value) as (SignIn & { iat: number }) | undefined;
