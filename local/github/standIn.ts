import { createHash, randomBytes } from 'node:crypto';
import { accountOf, emailsOf, isLogin, type Account } from './account';
import { avatarOf } from './avatar';
import { boundedMap } from './boundedMap';
import { consentPage, problemPage } from './consentPage';
import type { FetchHandler } from '../server';

/** The OAuth app that is registered with the stand-in. */
export const standInApp = { clientId: 'stand-in', clientSecret: 'stand-in-secret' };

interface Grant {
  readonly account: Account;
  readonly scopes: readonly string[];
}

interface Code extends Grant {
  readonly redirectUri: string;
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
}

/** The path of the stand-in. GitHub's own paths follow, those of its API after `/api`. */
const BASE = '/github';

const CODE_MINUTES = 10;
const REMEMBERED = 1_000;

/**
 * A GitHub for offline sign-in: it has GitHub's routes and error formats for its web application
 * flow, and anyone can sign in as any login. The app's registered callback is
 * `/auth/github/callback` on the address of the stand-in; any port of the loopback interface is
 * accepted too.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function createGithubStandIn(): FetchHandler {
  const codes = boundedMap<Code>(REMEMBERED);
  const tokens = boundedMap<Grant>(REMEMBERED);

  async function authorize(request: Request, url: URL): Promise<Response> {
    const query = url.searchParams;
    if (query.get('client_id') !== standInApp.clientId) {
      return problemPage(404, 'Not found', 'No application is registered under this client_id.');
    }
    const registered = new URL('/auth/github/callback', url.origin);
    const redirectUri = query.get('redirect_uri') ?? registered.href;
    const back = (location: string | URL, answer: Record<string, string>) => {
      const target = new URL(location);
      const state = query.get('state');
      for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
      if (state !== null) target.searchParams.set('state', state);
      return new Response(null, { status: 302, headers: { location: target.href } });
    };
    if (!isRegistered(redirectUri, registered)) return back(registered, redirectUriMismatch);
    const codeChallenge = query.get('code_challenge');
    if (codeChallenge !== null && query.get('code_challenge_method') !== 'S256') {
      return problemPage(400, 'Bad request', 'The code_challenge_method must be S256.');
    }
    const scopes = (query.get('scope') ?? '').split(/[ ,]+/).filter(Boolean);
    if (request.method === 'GET') return consentPage(scopes);

    const form = new URLSearchParams(await request.text());
    if (form.get('decision') !== 'authorize') return back(redirectUri, accessDenied);
    const login = (form.get('login') ?? '').trim();
    if (!isLogin(login)) return consentPage(scopes, login);
    const code = randomBytes(10).toString('hex');
    const expiresAt = Date.now() + CODE_MINUTES * 60_000;
    codes.set(code, { account: accountOf(login), scopes, redirectUri, codeChallenge, expiresAt });
    return back(redirectUri, { code });
  }

  async function exchange(request: Request): Promise<Response> {
    const answer = exchangeAnswer(await parameters(request));
    // GitHub returns refusals with status 200, and as JSON only on request.
    return request.headers.get('accept')?.includes('application/json')
      ? Response.json(answer)
      : new Response(new URLSearchParams(answer));
  }

  function exchangeAnswer(given: Map<string, unknown>): Record<string, string> {
    if (
      given.get('client_id') !== standInApp.clientId ||
      given.get('client_secret') !== standInApp.clientSecret
    ) {
      return incorrectClientCredentials;
    }
    const code = codes.take(String(given.get('code')));
    if (!code || code.expiresAt <= Date.now()) return badVerificationCode;
    if (given.has('redirect_uri') && given.get('redirect_uri') !== code.redirectUri) {
      return redirectUriMismatch;
    }
    if (code.codeChallenge !== null) {
      const verifier = String(given.get('code_verifier'));
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (challenge !== code.codeChallenge) return badVerificationCode;
    }
    const token = `gho_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}`;
    tokens.set(token, { account: code.account, scopes: code.scopes });
    return {
      access_token: token,
      scope: code.scopes.join(','),
      token_type: 'bearer',
    };
  }

  function api(request: Request, url: URL, route: string): Response {
    if (!request.headers.get('user-agent')) {
      return new Response('Request forbidden by administrative rules.', { status: 403 });
    }
    const authorization = request.headers.get('authorization');
    if (authorization === null) return apiError(401, 'Requires authentication');
    const [, token = ''] = /^(?:Bearer|token) +(\S+)$/i.exec(authorization) ?? [];
    const grant = tokens.get(token);
    if (!grant) return apiError(401, 'Bad credentials');
    const { account, scopes } = grant;
    if (route === '/user') return Response.json(profileOf(account, url.origin));
    if (route === '/user/emails' && scopes.some((scope) => /^user(:email)?$/.test(scope))) {
      return Response.json(emailsOf(account));
    }
    return apiError(404, 'Not Found');
  }

  return async (request) => {
    const url = new URL(request.url);
    const path = url.pathname.slice(BASE.length);
    const [, avatar] = /^\/avatars\/(\d+)\.svg$/.exec(path) ?? [];
    switch (`${request.method} ${path}`) {
      case 'GET /login/oauth/authorize':
      case 'POST /login/oauth/authorize':
        return authorize(request, url);
      case 'POST /login/oauth/access_token':
        return exchange(request);
    }
    if (request.method === 'GET' && path.startsWith('/api/')) {
      return api(request, url, path.slice('/api'.length));
    }
    if (request.method === 'GET' && avatar !== undefined) {
      return new Response(avatarOf(avatar), {
        headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
      });
    }
    return problemPage(404, 'Not found', 'The stand-in GitHub does not have this page.');
  };
}

/** GitHub's rule, which allows any port for a loopback address (RFC 8252 §7.3). */
function isRegistered(redirectUri: string, registered: URL): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, host, hostname, pathname } = new URL(redirectUri);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (
    /^https?:$/.test(protocol) &&
    (host === registered.host || loopback) &&
    pathname === registered.pathname
  );
}

/** The exchange accepts a form or JSON. */
async function parameters(request: Request): Promise<Map<string, unknown>> {
  const text = await request.text();
  if (!request.headers.get('content-type')?.includes('json')) {
    return new Map(new URLSearchParams(text));
  }
  try {
    const body: unknown = JSON.parse(text);
    return new Map(Object.entries(body ?? {}));
  } catch {
    return new Map();
  }
}

const profileOf = ({ id, login }: Account, origin: string) => ({
  login,
  id,
  node_id: Buffer.from(`04:User${id}`).toString('base64'),
  avatar_url: `${origin}${BASE}/avatars/${id}.svg`,
  url: `${origin}${BASE}/api/users/${login}`,
  html_url: `${origin}${BASE}/${login}`,
  type: 'User',
  site_admin: false,
  name: null,
  email: null,
});

const apiError = (status: number, message: string): Response =>
  Response.json(
    { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
    { status },
  );

const docs = '/apps/managing-oauth-apps';

/** @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors */
const accessDenied = {
  error: 'access_denied',
  error_description: 'The user has denied your application access.',
  error_uri: `${docs}/troubleshooting-authorization-request-errors/#access-denied`,
};

const redirectUriMismatch = {
  error: 'redirect_uri_mismatch',
  error_description:
    'The redirect_uri MUST match the registered callback URL for this application.',
  error_uri: `${docs}/troubleshooting-authorization-request-errors/#redirect-uri-mismatch`,
};

/** @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors */
const badVerificationCode = {
  error: 'bad_verification_code',
  error_description: 'The code passed is incorrect or expired.',
  error_uri: `${docs}/troubleshooting-oauth-app-access-token-request-errors/#bad-verification-code`,
};

const incorrectClientCredentials = {
  error: 'incorrect_client_credentials',
  error_description: 'The client_id and/or client_secret passed are incorrect.',
  error_uri: `${docs}/troubleshooting-oauth-app-access-token-request-errors/#incorrect-client-credentials`,
};
