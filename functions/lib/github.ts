import * as z from 'zod';
import { config } from './config';
import { askGithub, GithubError } from './githubRequest';
import { logger } from './logger';
import { challengeOf } from './pkce';

/** A person's profile on GitHub. */
export interface GithubProfile {
  /** The numeric id, which GitHub never reassigns. */
  id: string;
  username: string;
  avatarUrl: string;
  /**
   * The primary address, if it is verified. Null if GitHub has none, absent if GitHub failed to
   * return it.
   */
  email?: string | null;
}

const SCOPE = 'read:user user:email';

/** The page on which a person allows us to read their GitHub profile. */
export function authorizeUrl(callback: URL, state: string, verifier: string): URL {
  const url = new URL(`${config.Github.url}/login/oauth/authorize`);
  url.search = new URLSearchParams({
    client_id: config.GithubClientId.value,
    redirect_uri: callback.href,
    scope: SCOPE,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

const Exchange = z.union([
  // Any other value would appear in the error message of the request that uses it.
  z.object({ access_token: z.string().regex(/^[!-~]{1,1024}$/) }),
  z.object({ error: z.string() }),
]);

/**
 * Exchanges the code of the callback for an access token.
 * @throws GithubError also when GitHub refuses the code, for which it returns status 200
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export async function exchangeCode(callback: URL, code: string, verifier: string): Promise<string> {
  const answer = await askGithub(Exchange, `${config.Github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: config.GithubClientId.value,
      client_secret: config.GithubClientSecret.value,
      code,
      redirect_uri: callback.href,
      code_verifier: verifier,
    }),
  });
  if ('access_token' in answer) return answer.access_token;
  throw new GithubError(`GitHub refused the code: ${oauthErrorName(answer.error)}`);
}

/** The error's OAuth name. Nothing else that a third party sends is logged. */
export const oauthErrorName = (error: string | null): string =>
  error !== null && /^[a-z_]{1,64}$/.test(error) ? error : 'an unknown error';

/**
 * Matches every existing login: early accounts start or end with hyphens or have several in a row,
 * and managed accounts have an underscore.
 *
 * @see https://github.com/shinnn/github-username-regex/issues/7
 * @see
 * https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const LOGIN_PATTERN = /^[A-Za-z0-9_-]{1,39}$/;

const AVATAR_MAX_LENGTH = 512;

/** Pages show avatars over https, or from the stand-in, which has no https. */
function isAvatar(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || origin === new URL(config.Github.url).origin;
}

const User = z.object({
  id: z.int().positive(),
  login: z.string().regex(LOGIN_PATTERN),
  avatar_url: z
    .string()
    .max(AVATAR_MAX_LENGTH)
    .refine(isAvatar)
    .transform((url) => new URL(url).href),
});

const Emails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * At most the longest valid address (RFC 5321 §4.5.3.1.3), and only roughly in the format of one.
 */
const Email = z
  .string()
  .max(254)
  .regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u);

/**
 * Reads the person's profile. The address is optional: a failure to read it is logged, and the
 * stored one remains.
 * @throws GithubError
 */
export async function readProfile(accessToken: string): Promise<GithubProfile> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${accessToken}`,
    'x-github-api-version': '2022-11-28',
  };
  const [user, emails] = await Promise.all([
    askGithub(User, `${config.Github.apiUrl}/user`, { headers }),
    askGithub(Emails, `${config.Github.apiUrl}/user/emails`, { headers }).catch(
      (error: unknown) => {
        logger.error('The email address could not be read', { error });
      },
    ),
  ]);
  return {
    id: String(user.id),
    username: user.login,
    avatarUrl: user.avatar_url,
    ...(emails && { email: primaryOf(emails) }),
  };
}

function primaryOf(emails: z.infer<typeof Emails>): string | null {
  const primary = emails.find(({ primary, verified }) => primary && verified);
  return Email.safeParse(primary?.email).data ?? null;
}
