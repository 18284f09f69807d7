import { signJwt, verifyJwt } from './jwt';

/** What a browser keeps for us while its person is at GitHub. */
export interface SignIn {
  /** Comes back in the callback's query: this browser began the sign-in (RFC 6749 §10.12). */
  state: string;
  /** Our own PKCE verifier towards GitHub. */
  githubVerifier: string;
  /** The client's PKCE challenge towards us. */
  codeChallenge: string;
  /** Address on the frontend where the sign-in ends. */
  returnTo: string;
}

const SIGN_IN_SECONDS = 600;

/** The `__Host-` prefix keeps other hosts of the domain from setting the cookie; it needs https. */
const nameFor = (callback: URL): string =>
  callback.protocol === 'https:' ? '__Host-akasha-signin' : 'akasha-signin';

const cookie = (callback: URL, value: string, maxAge: number): string => {
  const secure = callback.protocol === 'https:' ? '; Secure' : '';
  return `${nameFor(callback)}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
};

/** `Set-Cookie` that keeps a sign-in for ten minutes, signed. */
export function signInCookie(callback: URL, signIn: SignIn): string {
  const exp = Math.floor(Date.now() / 1000) + SIGN_IN_SECONDS;
  return cookie(callback, signJwt('akasha-labs/sign-in', { ...signIn, exp }), SIGN_IN_SECONDS);
}

/** `Set-Cookie` that ends a sign-in. */
export const clearedSignInCookie = (callback: URL): string => cookie(callback, '', 0);

/** The sign-in that the request's cookies carry, if it is ours and not older than ten minutes. */
export function readSignInCookie(
  callback: URL,
  cookies: readonly string[] = [],
): SignIn | undefined {
  const prefix = `${nameFor(callback)}=`;
  const found = cookies.find((cookie) => cookie.startsWith(prefix));
  if (!found) return undefined;
  // Signed by us for this purpose, and so of our shape.
  return verifyJwt('akasha-labs/sign-in', found.slice(prefix.length)) as SignIn | undefined;
}
