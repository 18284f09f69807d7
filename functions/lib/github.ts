import * as z from 'zod';
import { config } from './config';
import { challengeOf } from './pkce';

/** What GitHub tells about a person. */
export interface GithubProfile {
  /** The numeric id, which GitHub never gives to anybody else. */
  id: string;
  username: string;
  avatarUrl: string;
  /** The primary address, if it is verified. */
  email?: string;
}

/** GitHub cannot be reached, refuses, or answers something else than it documents. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
}

/** Each request to GitHub may take this long; a sign-in makes two in a row. */
const TIMEOUT_MS = 5_000;

const SCOPE = 'read:user user:email';

/** Where a person tells GitHub to let us know who they are. */
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
  z.object({ access_token: z.string().min(1) }),
  z.object({ error: z.string() }),
]);

/**
 * Exchanges the code of the callback for an access token.
 * @throws GithubError also when GitHub refuses the code, which it says with status 200
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export async function exchangeCode(callback: URL, code: string, verifier: string): Promise<string> {
  const answer = await ask(Exchange, `${config.Github.url}/login/oauth/access_token`, {
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
  if ('error' in answer) throw new GithubError(`GitHub refused the code: ${answer.error}`);
  return answer.access_token;
}

const User = z.object({ id: z.int().positive(), login: z.string().min(1), avatar_url: z.url() });
const Emails = z.array(
  z.object({ email: z.string().min(1), primary: z.boolean(), verified: z.boolean() }),
);

/** @throws GithubError */
export async function readProfile(accessToken: string): Promise<GithubProfile> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${accessToken}`,
    'x-github-api-version': '2022-11-28',
  };
  const [user, emails] = await Promise.all([
    ask(User, `${config.Github.apiUrl}/user`, { headers }),
    ask(Emails, `${config.Github.apiUrl}/user/emails`, { headers }),
  ]);
  const email = emails.find(({ primary, verified }) => primary && verified)?.email;
  return {
    id: String(user.id),
    username: user.login,
    avatarUrl: user.avatar_url,
    ...(email !== undefined && { email }),
  };
}

async function ask<T>(
  shape: z.ZodType<T>,
  url: string,
  init: { method?: string; headers: Record<string, string>; body?: URLSearchParams },
): Promise<T> {
  const { status, body } = await request(url, init);
  if (status !== 200) throw new GithubError(`GitHub answered ${status} to ${url}`);
  const answer = shape.safeParse(body);
  // What GitHub sent may hold an access token: the message does not repeat it.
  if (!answer.success) throw new GithubError(`GitHub answered something else to ${url}`);
  return answer.data;
}

async function request(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      // GitHub's API refuses requests that do not say who makes them.
      headers: { ...init.headers, 'user-agent': 'akasha-labs' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, body: parseJson(text) };
  } catch (error) {
    throw new GithubError(`GitHub did not answer ${url}`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
