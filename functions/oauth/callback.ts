import { callbackUrl } from '../lib/callbackUrl';
import { deadlineIn } from '../lib/deadline';
import { exchangeCode, oauthErrorName, readProfile, type GithubProfile } from '../lib/github';
import { GithubError } from '../lib/githubRequest';
import { returnUrl, httpApiHandler, orReturn, redirect } from '../lib/http';
import { logger } from '../lib/logger';
import { issueLoginCode } from '../lib/loginCode';
import { SignInRefusal } from '../lib/refusal';
import { endedSignInCookie, readSignInCookie, type SignIn } from '../lib/signInCookie';
import { takeState } from '../lib/usedState';
import { saveUser } from '../lib/user';

/**
 * Time limit for the tables, in milliseconds, once before the requests to GitHub and once after
 * them.
 */
const DEADLINE_MS = 2_000;

/**
 * `GET /auth/github/callback`, to which GitHub redirects. Identifies the person and redirects to
 * the frontend with a one-time login code as `code`, or with the reason for the failure as `error`.
 */
export const handler = httpApiHandler((event) => {
  const callback = callbackUrl(event);
  const query = new URLSearchParams(event.rawQueryString);
  const signIn = readSignInCookie(callback, query.get('state') ?? '', event.cookies);
  const returnTo = signIn?.returnTo ?? '/';
  const cookies = signIn ? [endedSignInCookie(callback, signIn)] : [];
  return orReturn(event, { returnTo, cookies }, async () => {
    if (!signIn) throw expired('unknown_state');
    return redirect(returnUrl(returnTo, { code: await finish(signIn, callback, query) }), cookies);
  });
});

const expired = (reason: 'unknown_state' | 'used_state'): SignInRefusal =>
  new SignInRefusal(
    'sign_in_expired',
    reason,
    'This sign-in expired, was already used, or started in another browser. Sign in again.',
  );

/** @returns a login code for the client that began the sign-in */
async function finish(signIn: SignIn, callback: URL, query: URLSearchParams): Promise<string> {
  const isFirst = await takeState(signIn.state, deadlineIn(DEADLINE_MS));
  if (!isFirst) throw expired('used_state');
  const profile = await identify(signIn, callback, query);
  const now = Date.now();
  const deadline = deadlineIn(DEADLINE_MS);
  const createdAt = await saveUser(profile, now, deadline);
  // A code issued before the account was created is void.
  const issuedAt = Math.max(now, createdAt);
  return issueLoginCode(profile.id, signIn.codeChallenge, issuedAt, deadline);
}

async function identify(
  { githubVerifier }: SignIn,
  callback: URL,
  query: URLSearchParams,
): Promise<GithubProfile> {
  const error = query.get('error');
  if (error === 'access_denied') {
    throw new SignInRefusal('access_denied', 'access_denied', 'The sign-in was cancelled.');
  }
  try {
    const code = query.get('code');
    if (!code) throw new GithubError(`GitHub sent no code: ${oauthErrorName(error)}`);
    return await readProfile(await exchangeCode(callback, code, githubVerifier));
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    logger.error('GitHub did not identify the person', { error });
    throw new SignInRefusal(
      'github_unavailable',
      'github_unavailable',
      'We could not read your profile from GitHub. Try again.',
    );
  }
}
