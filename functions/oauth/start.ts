import { callbackUrl } from '../lib/callbackUrl';
import { config } from '../lib/config';
import { authorizeUrl } from '../lib/github';
import { httpApiHandler, orReturn, redirect } from '../lib/http';
import { CHALLENGE_PATTERN } from '../lib/pkce';
import { SignInRefusal } from '../lib/refusal';
import { parseReturnTo } from '../lib/returnTo';
import { randomToken } from '../lib/secret';
import { cookiesToEnd, signInCookie } from '../lib/signInCookie';

/**
 * `GET /auth/github?code_challenge=…&return_to=…` starts a sign-in and redirects to GitHub, or to
 * the frontend with `error=invalid_request`.
 *
 * - `code_challenge`: S256 challenge of a verifier that the client stores (RFC 7636)
 * - `code_challenge_method`: `S256`, or absent
 * - `return_to`: path on the frontend where the sign-in ends, or `http://127.0.0.1:<port>/callback`
 *   for a program on the person's own machine (RFC 8252); defaults to `/`
 */
export const handler = httpApiHandler((event) =>
  orReturn(event, { returnTo: '/', cookies: [] }, async () => {
    const query = new URLSearchParams(event.rawQueryString);
    const codeChallenge = challengeIn(query);
    const returnTo = parseReturnTo(query.get('return_to') ?? '/', config.Frontend.url);
    const callback = callbackUrl(event);
    const state = randomToken();
    const githubVerifier = randomToken();
    const cookie = signInCookie(callback, { state, githubVerifier, codeChallenge, returnTo });
    return redirect(authorizeUrl(callback, state, githubVerifier), [
      cookie,
      ...cookiesToEnd(callback, cookie, event.cookies),
    ]);
  }),
);

function challengeIn(query: URLSearchParams): string {
  const challenge = query.get('code_challenge') ?? '';
  if (!CHALLENGE_PATTERN.test(challenge)) {
    throw new SignInRefusal(
      'invalid_request',
      'invalid_challenge',
      'code_challenge must be the SHA-256 of a code verifier: 43 characters of base64url.',
    );
  }
  if ((query.get('code_challenge_method') ?? 'S256') !== 'S256') {
    throw new SignInRefusal(
      'invalid_request',
      'invalid_challenge_method',
      'code_challenge_method must be S256.',
    );
  }
  return challenge;
}
