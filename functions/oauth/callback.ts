import { callbackUrl } from '../lib/callbackUrl';
import { HttpError, type SignInError } from '../lib/errors';
import { GithubError, exchangeCode, readProfile, type GithubProfile } from '../lib/github';
import { httpApiHandler, redirect } from '../lib/http';
import { issueLoginCode } from '../lib/loginCode';
import { sameText } from '../lib/secret';
import { clearedSignInCookie, readSignInCookie } from '../lib/signInCookie';
import { saveUser } from '../lib/user';

/**
 * `GET /auth/github/callback`, where GitHub sends people back: learns who they are and redirects to
 * the frontend with a one-time login code as `code`, or with the reason there is none as `error`.
 */
export const handler = httpApiHandler(async (event) => {
  const query = new URLSearchParams(event.rawQueryString);
  const callback = callbackUrl(event);
  const signIn = readSignInCookie(callback, event.cookies);
  if (!signIn || !sameText(signIn.state, query.get('state') ?? '')) {
    throw new HttpError(
      'invalid_request',
      'This sign-in is over, or began in another browser. Begin again.',
    );
  }

  const comeBack = (answer: { code: string } | { error: SignInError }) => {
    const location = new URL(signIn.returnTo);
    location.searchParams.delete('code');
    location.searchParams.delete('error');
    for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value);
    return redirect(location, clearedSignInCookie(callback));
  };

  if (query.get('error') === 'access_denied') return comeBack({ error: 'access_denied' });
  let profile: GithubProfile;
  try {
    const code = query.get('code');
    if (!code) throw new GithubError(`GitHub sent no code: ${JSON.stringify(query.get('error'))}`);
    profile = await readProfile(await exchangeCode(callback, code, signIn.githubVerifier));
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    console.error(error);
    return comeBack({ error: 'github_unavailable' });
  }
  await saveUser(profile);
  return comeBack({ code: await issueLoginCode(profile.id, signIn.codeChallenge) });
});
