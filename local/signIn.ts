import { createHash, randomBytes } from 'node:crypto';
import { LocalError } from './error';
import { LOGIN_RULE, isLogin } from './github/account';

/** The response of `POST /auth/token`. */
export interface SignedIn {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Signs in as an invented login on a running local stack, over HTTP and in the same steps as a
 * browser.
 *
 * @param baseUrl the stack, `http://localhost:4000`
 * @throws LocalError if no stack runs there, if it uses the real GitHub, if the login is invalid, or
 *   with the error of the callback
 */
export async function signIn(baseUrl: string, login: string): Promise<SignedIn> {
  if (!isLogin(login)) throw new LocalError(`“${login}” is not a valid login. ${LOGIN_RULE}`);
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');

  const start = new URL(`/auth/github?code_challenge=${challenge}`, baseUrl);
  const begun = await step(start, {});
  const consent = locationOf(begun, start);
  if (!consent.pathname.startsWith('/github/')) {
    throw new LocalError(
      `The stack at ${baseUrl} signs in at ${consent.origin}, which only accepts real accounts. ` +
        'Sign in with a browser, or start the stack without GITHUB_CLIENT_ID.',
    );
  }
  const cookie = begun.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const consented = await step(consent, {
    method: 'POST',
    body: new URLSearchParams({ login, decision: 'authorize' }),
  });
  const callback = locationOf(consented, consent);
  const frontend = locationOf(await step(callback, { headers: { cookie } }), callback);
  const error = frontend.searchParams.get('error');
  if (error !== null) {
    throw new LocalError(`The stack at ${baseUrl} refused the sign-in: ${error}.`);
  }
  const code = frontend.searchParams.get('code');
  const exchange = new URL('/auth/token', baseUrl);
  const answer = await step(exchange, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, code_verifier: verifier }),
  });
  if (answer.status !== 200) throw unexpected(answer, exchange);
  return (await answer.json()) as SignedIn;
}

async function step(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual' });
  } catch {
    throw new LocalError(
      `No local stack responds at ${url.origin}. Start one with \`npx pnpm start\`.`,
    );
  }
}

function locationOf(response: Response, url: URL): URL {
  const location = response.headers.get('location');
  if (response.status !== 302 || location === null) throw unexpected(response, url);
  return new URL(location, url);
}

const unexpected = (response: Response, url: URL): LocalError =>
  new LocalError(
    `The server at ${url.origin} is not a local stack: it returned ${response.status} for ${url.pathname}.`,
  );
