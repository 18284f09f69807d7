import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGithubStandIn } from '../../local/github/standIn';

const BASE = 'http://localhost:4000';
const CALLBACK = `${BASE}/auth/github/callback`;
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

const github = createGithubStandIn();
afterEach(() => vi.useRealTimers());

const asked = {
  client_id: 'stand-in',
  redirect_uri: CALLBACK,
  scope: 'read:user user:email',
  state: 'a state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

/** `undefined` omits a parameter. */
type Changes = Record<string, string | undefined>;

const encoded = (base: Changes, changes: Changes): URLSearchParams =>
  new URLSearchParams(
    Object.entries({ ...base, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    ),
  );

const authorizePath = (changes: Changes = {}) =>
  `${BASE}/github/login/oauth/authorize?${encoded(asked, changes)}`;

const show = (changes: Changes = {}) => github(new Request(authorizePath(changes)));

const decide = (form: Record<string, string>, changes: Changes = {}) =>
  github(new Request(authorizePath(changes), { method: 'POST', body: new URLSearchParams(form) }));

const locationOf = (response: Response) =>
  new URL(response.headers.get('location') ?? 'about:blank');

async function codeFor(login: string, changes: Changes = {}): Promise<string> {
  const response = await decide({ login, decision: 'authorize' }, changes);
  return locationOf(response).searchParams.get('code') ?? '';
}

const credentials = { client_id: 'stand-in', client_secret: 'stand-in-secret' };

const exchange = (code: string, changes: Changes = {}, accept = 'application/json') =>
  github(
    new Request(`${BASE}/github/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept },
      body: encoded(
        { ...credentials, code, redirect_uri: CALLBACK, code_verifier: VERIFIER },
        changes,
      ),
    }),
  );

async function tokenFor(login: string, changes: Changes = {}): Promise<string> {
  const response = await exchange(await codeFor(login, changes));
  return ((await response.json()) as { access_token: string }).access_token;
}

const api = (path: string, headers: Record<string, string>) =>
  github(
    new Request(`${BASE}/github/api${path}`, { headers: { 'user-agent': 'test', ...headers } }),
  );

describe('the consent page', () => {
  it('asks for a login, and lists the requested access', async () => {
    const response = await show();
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('<label for="login">');
    expect(page).toContain('<li>Your profile</li><li>Your email addresses</li>');
    expect(page).not.toContain('<script');
  });

  it('redirects with a code and the state after consent', async () => {
    const response = await decide({ login: 'asha-rao', decision: 'authorize' });
    expect(response.status).toBe(302);
    expect(locationOf(response).href).toMatch(
      /^http:\/\/localhost:4000\/auth\/github\/callback\?code=[0-9a-f]{20}&state=a\+state$/,
    );
  });

  it.each([{ login: '', decision: 'cancel' }, { login: '--', decision: 'cancel' }, {}])(
    'redirects without a code after a cancellation: %j',
    async (form) => {
      const { searchParams } = locationOf(await decide(form));
      expect(Object.fromEntries(searchParams)).toEqual({
        error: 'access_denied',
        error_description: 'The user has denied your application access.',
        error_uri: expect.stringContaining('access-denied') as string,
        state: 'a state',
      });
    },
  );

  it.each(['a', 'asha', 'Asha-Rao', 'a-b-c', '0', '1-1', 'x'.repeat(39), ' trimmed '])(
    'accepts the login %j',
    async (login) => {
      expect((await decide({ login, decision: 'authorize' })).status).toBe(302);
    },
  );

  it.each(['', ' ', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'a b', 'é', 'x'.repeat(40), 'a\nb'])(
    'shows an error for the login %j',
    async (login) => {
      const response = await decide({ login, decision: 'authorize' });
      expect(response.status).toBe(422);
      const page = await response.text();
      expect(page).toContain('role="alert"');
      expect(page).toContain('aria-describedby="problem hint" aria-invalid="true"');
    },
  );

  it('escapes the login that was entered', async () => {
    const login = `"><script>alert('1')</script>&`;
    const page = await (await decide({ login, decision: 'authorize' })).text();
    expect(page).not.toContain('<script>');
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;');
  });

  it('shows an unknown scope as escaped text', async () => {
    const page = await (await show({ scope: '<img> repo constructor' })).text();
    expect(page).toContain('<li>&lt;img&gt;</li><li>repo</li><li>constructor</li>');
  });

  it('allows no script and no external resource', async () => {
    const response = await show();
    const page = await response.text();
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  it('is not found for an app that is not registered', async () => {
    expect((await show({ client_id: 'other' })).status).toBe(404);
    expect(
      (await decide({ login: 'a', decision: 'authorize' }, { client_id: 'other' })).status,
    ).toBe(404);
  });

  it.each([
    'https://elsewhere.example/auth/github/callback',
    'https://localhost.elsewhere.example/auth/github/callback',
    `${BASE}/elsewhere`,
    'javascript:alert(1)',
    '/auth/github/callback',
    '',
  ])('redirects only to the registered callback, not to %j', async (redirect_uri) => {
    for (const response of [
      await show({ redirect_uri }),
      await decide({ login: 'a', decision: 'authorize' }, { redirect_uri }),
    ]) {
      const location = locationOf(response);
      expect(location.origin + location.pathname).toBe(CALLBACK);
      expect(location.searchParams.get('error')).toBe('redirect_uri_mismatch');
      expect(location.searchParams.get('state')).toBe('a state');
    }
  });

  it.each(['http://127.0.0.1:4000', 'http://localhost:5000', 'http://[::1]:4000'])(
    'redirects to the callback on the loopback interface, as at %s',
    async (origin) => {
      const redirect_uri = `${origin}/auth/github/callback`;
      const response = await decide({ login: 'a', decision: 'authorize' }, { redirect_uri });
      expect(locationOf(response).origin).toBe(origin);
      expect(locationOf(response).searchParams.has('code')).toBe(true);
    },
  );

  it('redirects to the registered callback when none is given', async () => {
    const response = await decide(
      { login: 'a', decision: 'authorize' },
      { redirect_uri: undefined },
    );
    expect(locationOf(response).href).toContain(`${CALLBACK}?code=`);
  });

  it.each([{ code_challenge_method: 'plain' }, { code_challenge_method: undefined }])(
    'accepts no challenge method but S256: %j',
    async (changes) => {
      expect((await show(changes)).status).toBe(400);
    },
  );
});

describe('the exchange of a code', () => {
  const errorOf = async (response: Response) => {
    expect(response.status).toBe(200);
    return ((await response.json()) as { error?: string }).error;
  };

  it('returns an access token', async () => {
    const response = await exchange(await codeFor('asha-rao'));
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^gho_[A-Za-z0-9]{36}$/) as string,
      scope: 'read:user,user:email',
      token_type: 'bearer',
    });
  });

  it('returns a form to a client that does not accept JSON', async () => {
    const response = await exchange(await codeFor('asha-rao'), {}, '*/*');
    expect(response.headers.get('content-type')).toContain('application/x-www-form-urlencoded');
    expect(await response.text()).toMatch(
      /^access_token=gho_\w{36}&scope=read%3Auser%2Cuser%3Aemail&token_type=bearer$/,
    );
  });

  it('accepts JSON as well as a form', async () => {
    const body = { ...credentials, code: await codeFor('asha-rao'), code_verifier: VERIFIER };
    const response = await github(
      new Request(`${BASE}/github/login/oauth/access_token`, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    expect(await response.json()).toHaveProperty('access_token');
  });

  it.each(['{', 'null', '[]', '"x"'])('refuses the JSON %s', async (body) => {
    const response = await github(
      new Request(`${BASE}/github/login/oauth/access_token`, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body,
      }),
    );
    expect(await errorOf(response)).toBe('incorrect_client_credentials');
  });

  it.each<[string, Changes, string]>([
    ['another client', { client_id: 'other' }, 'incorrect_client_credentials'],
    ['a wrong secret', { client_secret: 'wrong' }, 'incorrect_client_credentials'],
    ['no secret', { client_secret: undefined }, 'incorrect_client_credentials'],
    ['another code', { code: 'unknown' }, 'bad_verification_code'],
    ['no code', { code: undefined }, 'bad_verification_code'],
    ['another redirect_uri', { redirect_uri: `${CALLBACK}/x` }, 'redirect_uri_mismatch'],
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 'bad_verification_code'],
    ['no verifier', { code_verifier: undefined }, 'bad_verification_code'],
  ])('refuses %s, with status 200', async (_, changes, error) => {
    expect(await errorOf(await exchange(await codeFor('asha-rao'), changes))).toBe(error);
  });

  it('accepts a code once', async () => {
    const code = await codeFor('asha-rao');
    expect(await errorOf(await exchange(code))).toBeUndefined();
    expect(await errorOf(await exchange(code))).toBe('bad_verification_code');
  });

  it('accepts a code for ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const [inTime, tooLate] = [await codeFor('asha-rao'), await codeFor('asha-rao')];
    vi.setSystemTime(Date.now() + 599_999);
    expect(await errorOf(await exchange(inTime))).toBeUndefined();
    vi.setSystemTime(Date.now() + 1);
    expect(await errorOf(await exchange(tooLate))).toBe('bad_verification_code');
  });

  it('requires no verifier without a challenge', async () => {
    const code = await codeFor('a', {
      code_challenge: undefined,
      code_challenge_method: undefined,
    });
    expect(await errorOf(await exchange(code, { code_verifier: undefined }))).toBeUndefined();
  });

  it('refuses a code after a thousand newer ones', async () => {
    const [first, second] = [await codeFor('first'), await codeFor('second')];
    for (let n = 0; n < 999; n++) await codeFor('many');
    expect(await errorOf(await exchange(first))).toBe('bad_verification_code');
    expect(await errorOf(await exchange(second))).toBeUndefined();
  });
});

describe('the API', () => {
  it.each(['Bearer', 'bearer', 'token'])('returns the user of a token, as %s', async (scheme) => {
    const token = await tokenFor('Asha-Rao');
    const response = await api('/user', { authorization: `${scheme} ${token}` });
    expect(response.status).toBe(200);
    const user = (await response.json()) as { id: number; avatar_url: string };
    expect(user).toMatchObject({ login: 'Asha-Rao', type: 'User', email: null });
    expect(Number.isSafeInteger(user.id)).toBe(true);
    expect(user.avatar_url).toBe(`${BASE}/github/avatars/${user.id}.svg`);
  });

  const idOf = async (standIn: typeof github, login: string) => {
    const path = new Request(authorizePath(), {
      method: 'POST',
      body: new URLSearchParams({ login, decision: 'authorize' }),
    });
    const code = locationOf(await standIn(path)).searchParams.get('code') ?? '';
    const exchanged = await standIn(
      new Request(`${BASE}/github/login/oauth/access_token`, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams({ ...credentials, code, code_verifier: VERIFIER }),
      }),
    );
    const { access_token } = (await exchanged.json()) as { access_token: string };
    const headers = { 'user-agent': 'test', authorization: `Bearer ${access_token}` };
    const user = await standIn(new Request(`${BASE}/github/api/user`, { headers }));
    return ((await user.json()) as { id: number }).id;
  };

  it('gives a login the same id after a restart, in upper and lower case', async () => {
    const id = await idOf(github, 'asha-rao');
    expect(id).toBe(
      parseInt(createHash('sha256').update('asha-rao').digest('hex').slice(0, 12), 16),
    );
    expect(await idOf(createGithubStandIn(), 'Asha-Rao')).toBe(id);
    expect(await idOf(github, 'asha-rao2')).not.toBe(id);
  });

  it('lists addresses, one of them primary and verified', async () => {
    const authorization = `Bearer ${await tokenFor('Asha-Rao')}`;
    const response = await api('/user/emails', { authorization });
    const emails = (await response.json()) as { email: string; primary: boolean }[];
    expect(emails.filter(({ primary }) => primary)).toEqual([
      {
        email: 'asha-rao@users.noreply.github.example',
        primary: true,
        verified: true,
        visibility: 'private',
      },
    ]);
  });

  it.each(['read:user', '', 'user:follow', 'superuser'])(
    'lists no addresses in the scope %j',
    async (scope) => {
      const authorization = `Bearer ${await tokenFor('asha', { scope })}`;
      expect((await api('/user/emails', { authorization })).status).toBe(404);
      expect((await api('/user', { authorization })).status).toBe(200);
    },
  );

  it.each([
    ['no token', {}, 'Requires authentication'],
    ['an unknown token', { authorization: 'Bearer gho_unknown' }, 'Bad credentials'],
    ['another scheme', { authorization: 'Basic eDp5' }, 'Bad credentials'],
    ['no scheme', { authorization: 'gho_unknown' }, 'Bad credentials'],
  ])('refuses %s', async (_, headers, message) => {
    const response = await api('/user', headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      message,
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    });
  });

  it('refuses a request without a user agent', async () => {
    expect((await api('/user', { 'user-agent': '' })).status).toBe(403);
  });

  it('returns 404 for any other path', async () => {
    const authorization = `Bearer ${await tokenFor('asha')}`;
    expect((await api('/repos', { authorization })).status).toBe(404);
    expect((await github(new Request(`${BASE}/github/`))).status).toBe(404);
    expect((await github(new Request(`${BASE}/github/login/oauth/access_token`))).status).toBe(404);
  });

  it('draws a distinct avatar for each user', async () => {
    const avatar = async (id: number) => {
      const response = await github(new Request(`${BASE}/github/avatars/${id}.svg`));
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
      return response.text();
    };
    expect(await avatar(1)).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>$/);
    expect(await avatar(1)).toBe(await avatar(1));
    expect(await avatar(2)).not.toBe(await avatar(1));
  });
});
