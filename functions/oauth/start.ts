import { callbackUrl } from '../lib/callbackUrl';
import { config } from '../lib/config';
import { HttpError } from '../lib/errors';
import { authorizeUrl } from '../lib/github';
import { httpApiHandler, redirect } from '../lib/http';
import { CHALLENGE_PATTERN } from '../lib/pkce';
import { parseReturnTo } from '../lib/returnTo';
import { randomToken } from '../lib/secret';
import { signInCookie } from '../lib/signInCookie';

/**
 * `GET /auth/github?code_challenge=…&return_to=…` begins a sign-in and redirects to GitHub.
 *
 * - `code_challenge`: S256 challenge of a verifier that the client keeps (RFC 7636)
 * - `code_challenge_method`: `S256`, or absent
 * - `return_to`: path on the frontend where the sign-in ends; `/` when absent
 */
export const handler = httpApiHandler(async (event) => {
  const query = new URLSearchParams(event.rawQueryString);
  const codeChallenge = query.get('code_challenge') ?? '';
  if (!CHALLENGE_PATTERN.test(codeChallenge)) {
    throw new HttpError(
      'invalid_request',
      'code_challenge must be the SHA-256 of a code verifier: 43 characters of base64url.',
    );
  }
  if ((query.get('code_challenge_method') ?? 'S256') !== 'S256') {
    throw new HttpError('invalid_request', 'code_challenge_method must be S256.');
  }
  const returnTo = parseReturnTo(query.get('return_to') ?? '/', config.Frontend.url).href;
  const callback = callbackUrl(event);
  const state = randomToken();
  const githubVerifier = randomToken();
  return redirect(
    authorizeUrl(callback, state, githubVerifier),
    signInCookie(callback, { state, githubVerifier, codeChallenge, returnTo }),
  );
});
