import { inspect } from 'node:util';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { userKey } from '../../model/user';
import {
  BASE,
  FRONTEND,
  SECRET,
  VERIFIER,
  begin,
  challengeOf,
  consent,
  githubWith,
  loginCode,
  redeem,
  signInTo,
  startWorld,
  visit,
  type World,
} from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  world.github = world.standIn;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await world.stop();
});

const userOf = (login: string) => world.item('Users', userKey(String(accountOf(login).id)));

async function authorize(authorizationToken: string) {
  const { handler } = await import('../../functions/authorizer');
  return handler({ authorizationToken } as AppSyncAuthorizerEvent);
}

describe('sign-in', () => {
  it('ends with a token that the authorizer takes', async () => {
    const back = await signInTo('asha-rao', { return_to: '/labs?tab=1#top' });
    const code = back.searchParams.get('code');
    expect(back.href).toBe(`${FRONTEND}/labs?tab=1&code=${code}#top`);
    const response = await redeem(code);
    expect(response.status).toBe(200);
    const { token, expiresAt } = (await response.json()) as Record<string, string>;
    expect(await authorize(token ?? '')).toMatchObject({
      isAuthorized: true,
      resolverContext: { userId: String(accountOf('asha-rao').id) },
    });
    expect(new Date(expiresAt ?? '').toISOString()).toBe(expiresAt);
  });

  it('puts no token and no login code in the database', async () => {
    const code = await loginCode('asha-rao');
    const withCode = JSON.stringify(await world.items('Sessions'));
    expect(withCode).toContain('CODE#');
    expect(withCode).not.toContain(code);
    const { token } = (await (await redeem(code)).json()) as { token: string };
    const withSession = JSON.stringify(await world.items('Sessions'));
    for (const part of token.split('.')) expect(withSession).not.toContain(part);
  });

  it('keeps what GitHub says about a person', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    await signInTo('Meera-K');
    const { id } = accountOf('Meera-K');
    expect(await userOf('meera-k')).toEqual({
      ...userKey(String(id)),
      gsi1pk: 'EMAIL#meera-k@users.noreply.github.example',
      gsi1sk: `USER#${id}`,
      username: 'Meera-K',
      email: 'meera-k@users.noreply.github.example',
      avatarUrl: `${BASE}/github/avatars/${id}.svg`,
      createdAt: '2026-11-16T10:00:00.000Z',
      lastLoginAt: '2026-11-16T10:00:00.000Z',
    });
  });

  it('knows a person again under a new name', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    await signInTo('ravi');
    vi.setSystemTime('2026-12-01T08:30:00.000Z');
    world.github = githubWith(world, '/github/api/user', () =>
      Response.json({ ...accountOf('ravi'), login: 'ravi-v', avatar_url: 'https://a.example/r' }),
    );
    await signInTo('ravi');
    expect(await userOf('ravi')).toMatchObject({
      username: 'ravi-v',
      avatarUrl: 'https://a.example/r',
      createdAt: '2026-11-16T10:00:00.000Z',
      lastLoginAt: '2026-12-01T08:30:00.000Z',
    });
  });

  it.each([
    ['GitHub shows none', []],
    ['the primary one is not verified', [{ email: 'a@b.example', primary: true, verified: false }]],
    ['the verified one is not primary', [{ email: 'a@b.example', primary: false, verified: true }]],
  ])('forgets an email address when %s', async (_, emails) => {
    await signInTo('lena');
    expect(await userOf('lena')).toHaveProperty('email');
    world.github = githubWith(world, '/github/api/user/emails', () => Response.json(emails));
    expect((await signInTo('lena')).searchParams.get('code')).toHaveLength(43);
    const user = await userOf('lena');
    expect(Object.keys(user ?? {}).sort()).toEqual(
      ['pk', 'sk', 'username', 'avatarUrl', 'createdAt', 'lastLoginAt'].sort(),
    );
  });

  it('lets nothing of it be stored on the way', async () => {
    const { response, consent: at, cookie } = await begin();
    const back = await visit(await consent(at, 'asha-rao'), cookie);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code');
    for (const each of [response, back, await redeem(code), await redeem(code)]) {
      expect(each.headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('GET /auth/github', () => {
  it('sends the browser to GitHub with a state and a challenge of our own', async () => {
    const { response, consent: at } = await begin();
    expect(response.status).toBe(302);
    expect(at.origin + at.pathname).toBe(`${BASE}/github/login/oauth/authorize`);
    expect(Object.fromEntries(at.searchParams)).toEqual({
      client_id: 'stand-in',
      redirect_uri: `${BASE}/auth/github/callback`,
      scope: 'read:user user:email',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(at.searchParams.get('code_challenge')).not.toBe(challengeOf(VERIFIER));
    expect((await begin()).consent.searchParams.get('state')).not.toBe(
      at.searchParams.get('state'),
    );
  });

  it.each([
    ['https', '__Host-akasha-signin', '; Secure'],
    ['http', 'akasha-signin', ''],
  ])('keeps the sign-in in a cookie that suits %s', async (protocol, name, secure) => {
    const { handler } = await import('../../functions/oauth/start');
    const { invokeHttpApi } = await import('../../local/lambda/httpApi');
    const url = `${protocol}://api.example/auth/github?code_challenge=${challengeOf(VERIFIER)}`;
    const response = await invokeHttpApi(handler, new Request(url), 'GET /auth/github');
    const [line = ''] = response.headers.getSetCookie();
    const [, value = ''] = /^[^=]+=([^;]+);/.exec(line) ?? [];
    expect(line).toBe(`${name}=${value}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax${secure}`);
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      `${protocol}://api.example/auth/github/callback`,
    );
  });

  it.each([
    ['no challenge', { code_challenge: '' }],
    ['a challenge that is too short', { code_challenge: 'x'.repeat(42) }],
    ['a challenge that is too long', { code_challenge: 'x'.repeat(44) }],
    ['a challenge in plain base64', { code_challenge: `${'x'.repeat(42)}+` }],
    ['a challenge and a line break', { code_challenge: `${'x'.repeat(43)}\n` }],
    ['the plain method', { code_challenge_method: 'plain' }],
    ['an empty method', { code_challenge_method: '' }],
  ])('refuses %s', async (_, query) => {
    const { response } = await begin(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('takes S256 by name', async () => {
    expect((await begin({ code_challenge_method: 'S256' })).response.status).toBe(302);
  });

  it.each([
    ['/', '/'],
    ['/labs/read-an-access-log', '/labs/read-an-access-log'],
    ['/labs?tag=git&sort=new', '/labs?tag=git&sort=new'],
    ['/labs#https://elsewhere.example', '/labs#https://elsewhere.example'],
    ['/@elsewhere.example', '/@elsewhere.example'],
    ['/%2F%2Felsewhere.example', '/%2F%2Felsewhere.example'],
    ['/%5Celsewhere.example', '/%5Celsewhere.example'],
    ['/labs/../viewer', '/viewer'],
    ['/?code=stale&error=stale', '/'],
    [`/${'x'.repeat(1_023)}`, `/${'x'.repeat(1_023)}`],
  ])('comes back to %s', async (return_to, path) => {
    const back = await signInTo('asha-rao', { return_to });
    expect(back.searchParams.getAll('code')).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    back.searchParams.delete('code');
    expect(back.href).toBe(FRONTEND + path);
  });

  it.each([
    '',
    'labs',
    ' /labs',
    '//elsewhere.example',
    '///elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/labs\\..',
    '/\t/elsewhere.example',
    '/\n/elsewhere.example',
    '/labs\u0000',
    '/labs\u007f',
    '/.//elsewhere.example',
    '/..//elsewhere.example',
    '/labs/..//elsewhere.example',
    'https://elsewhere.example',
    'https:/elsewhere.example',
    `${FRONTEND}/labs`,
    `${FRONTEND}@elsewhere.example`,
    'javascript:alert(1)',
    'data:text/html,x',
    '?code=x',
    '#top',
    `/${'x'.repeat(1_024)}`,
  ])('does not come back to %j', async (return_to) => {
    const { response } = await begin({ return_to });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      message: expect.stringContaining('return_to') as string,
    });
  });
});

describe('GET /auth/github/callback', () => {
  it('ends the sign-in in the browser', async () => {
    const { consent: at, cookie } = await begin();
    const response = await visit(await consent(at, 'asha-rao'), cookie);
    expect(response.headers.getSetCookie()).toEqual([
      'akasha-signin=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('finds its cookie among others', async () => {
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'asha-rao');
    expect((await visit(callback, `a=1; ${cookie}; x-akasha-signin=2`)).status).toBe(302);
  });

  it('comes back with access_denied when the person cancels', async () => {
    const { consent: at, cookie } = await begin({ return_to: '/labs?tab=1' });
    const response = await visit(await consent(at, 'asha-rao', 'cancel'), cookie);
    expect(response.headers.get('location')).toBe(`${FRONTEND}/labs?tab=1&error=access_denied`);
    expect(response.headers.getSetCookie()[0]).toContain('akasha-signin=; Max-Age=0');
  });

  describe('refuses', () => {
    const refused = async (response: Response) => {
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: 'invalid_request',
        message: 'This sign-in is over, or began in another browser. Begin again.',
      });
      expect(response.headers.get('location')).toBeNull();
    };
    const tampered = (cookie: string) => {
      const [header, payload = '', signature] = cookie.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const changed = JSON.stringify({ ...claims, returnTo: 'https://elsewhere.example/' });
      return `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
    };

    it.each<[string, (cookie: string) => string]>([
      ['no cookie', () => ''],
      ['an empty cookie', () => 'akasha-signin='],
      ['a cookie of another name', (cookie) => `x${cookie}`],
      ['the cookie of https on http', (cookie) => `__Host-${cookie}`],
      ['a changed cookie', tampered],
      ['a cookie without its signature', (cookie) => cookie.replace(/[^.]+$/, '')],
      [
        'a cookie signed by somebody else',
        (cookie) => {
          const claims = jwt.decode(cookie.replace('akasha-signin=', '')) as object;
          return `akasha-signin=${jwt.sign(claims, 'another secret, every bit as long as it has to be')}`;
        },
      ],
    ])('%s', async (_, change) => {
      const { consent: at, cookie } = await begin();
      await refused(await visit(await consent(at, 'asha-rao'), change(cookie)));
    });

    it('a cookie that is ten minutes old', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const { consent: at, cookie } = await begin();
      const callback = await consent(at, 'asha-rao');
      vi.setSystemTime(Date.now() + 600_000);
      await refused(await visit(callback, cookie));
    });

    it.each<[string, (url: URL) => void]>([
      ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
      ['no state', (url) => url.searchParams.delete('state')],
      ['an empty state', (url) => url.searchParams.set('state', '')],
    ])('%s', async (_, change) => {
      const { consent: at, cookie } = await begin();
      const callback = await consent(at, 'asha-rao');
      change(callback);
      await refused(await visit(callback, cookie));
    });

    it('the sign-in of another browser', async () => {
      const mine = await begin();
      const theirs = await begin();
      await refused(await visit(await consent(theirs.consent, 'mallory'), mine.cookie));
    });

    it('a session token in place of the cookie', async () => {
      const { token } = (await (await redeem(await loginCode('asha-rao'))).json()) as {
        token: string;
      };
      const { consent: at } = await begin();
      await refused(await visit(await consent(at, 'asha-rao'), `akasha-signin=${token}`));
    });
  });

  it('makes a cookie that no authorizer takes for a token', async () => {
    const { cookie } = await begin();
    expect(await authorize(cookie.replace('akasha-signin=', ''))).toEqual({
      isAuthorized: false,
      ttlOverride: 0,
    });
  });

  const exchange = '/github/login/oauth/access_token';
  const user = '/github/api/user';
  const emails = '/github/api/user/emails';
  const unreachable = () => {
    throw new TypeError('fetch failed');
  };

  it.each<[string, string, () => Response]>([
    ['cannot be reached', exchange, unreachable],
    ['refuses the code', exchange, () => Response.json({ error: 'bad_verification_code' })],
    ['refuses us', exchange, () => Response.json({ error: 'incorrect_client_credentials' })],
    ['answers the exchange with an error page', exchange, () => new Response('<h1>Unicorn!</h1>')],
    ['answers the exchange with nothing', exchange, () => Response.json({})],
    ['answers the exchange with null', exchange, () => Response.json(null)],
    ['fails the exchange', exchange, () => Response.json({ access_token: 'x' }, { status: 500 })],
    ['does not take its own token', exchange, () => Response.json({ access_token: 'unknown' })],
    ['fails to tell who it is', user, () => new Response('', { status: 503 })],
    ['cannot be reached for the profile', user, unreachable],
    [
      'tells of somebody without an id',
      user,
      () => Response.json({ login: 'x', avatar_url: 'https://x.example' }),
    ],
    [
      'tells an id that is no number',
      user,
      () => Response.json({ id: '1', login: 'x', avatar_url: 'https://x.example' }),
    ],
    [
      'tells an id that is no whole number',
      user,
      () => Response.json({ id: 1.5, login: 'x', avatar_url: 'https://x.example' }),
    ],
    [
      'fails to list the addresses',
      emails,
      () => Response.json({ message: 'Not Found' }, { status: 404 }),
    ],
    ['lists something else', emails, () => Response.json({ emails: [] })],
  ])('comes back with github_unavailable when GitHub %s', async (_, path, answer) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    world.github = githubWith(world, path, answer);
    const back = await signInTo('nobody', { return_to: '/labs' });
    expect(back.href).toBe(`${FRONTEND}/labs?error=github_unavailable`);
    expect(await userOf('nobody')).toBeUndefined();
    expect(inspect(log.mock.calls)).toContain('GithubError');
  });

  it('comes back with github_unavailable when GitHub sends another error', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'nobody', 'cancel');
    callback.searchParams.set('error', 'application_suspended');
    const response = await visit(callback, cookie);
    expect(response.headers.get('location')).toBe(`${FRONTEND}/?error=github_unavailable`);
  });

  it('logs no access token, code or secret of GitHub when it fails', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    world.github = githubWith(
      world,
      exchange,
      () => new Response('{"access_token":"gho_verysecret","oops'),
    );
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'nobody');
    await visit(callback, cookie);
    const logged = inspect(log.mock.calls, { depth: Infinity, showHidden: true });
    expect(logged).toContain('GitHub answered something else');
    expect(logged).not.toContain('gho_verysecret');
    expect(logged).not.toContain(callback.searchParams.get('code'));
    expect(logged).not.toContain(SECRET);
  });

  it('does not wait for GitHub for ever', async () => {
    const limits: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return AbortSignal.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    world.github = async (request) => {
      if (request.method === 'POST' && new URL(request.url).pathname === exchange) {
        request.signal.throwIfAborted();
      }
      return world.standIn(request);
    };
    const back = await signInTo('nobody');
    expect(back.searchParams.get('error')).toBe('github_unavailable');
    expect(limits).toEqual([5_000]);
  });
});

describe('POST /auth/token', () => {
  const invalidGrant = async (response: Response) => {
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_grant',
      message: 'The code is used, expired or not for this client. Sign in again.',
    });
  };

  it('takes a code once', async () => {
    const code = await loginCode('asha-rao');
    expect((await redeem(code)).status).toBe(200);
    await invalidGrant(await redeem(code));
  });

  it.each([2, 20])('gives one session to %i clients with one code', async (clients) => {
    const code = await loginCode('asha-rao');
    const answers = await Promise.all(Array.from({ length: clients }, () => redeem(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: clients - 1 }, () => 400),
    ]);
  });

  it('takes no verifier but the right one, and after a wrong one none', async () => {
    const code = await loginCode('asha-rao');
    await invalidGrant(await redeem(code, 'w'.repeat(43)));
    await invalidGrant(await redeem(code));
  });

  it('takes no code that it never gave', async () => {
    await invalidGrant(await redeem('x'.repeat(43)));
  });

  it('takes a code for a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    const [inTime, tooLate] = [await loginCode('asha-rao'), await loginCode('asha-rao')];
    vi.setSystemTime('2026-11-16T10:00:59.999Z');
    expect((await redeem(inTime)).status).toBe(200);
    vi.setSystemTime('2026-11-16T10:01:00.000Z');
    await invalidGrant(await redeem(tooLate));
  });

  it('notes what the client says it is', async () => {
    await redeem(await loginCode('unique-client'));
    const rows = await world.items('Sessions');
    const { id } = accountOf('unique-client');
    expect(rows.filter(({ sk }) => sk === `USER#${id}`)).toMatchObject([
      { userAgent: 'a browser' },
    ]);
  });

  const post = (body: string | Uint8Array | null, type?: string) =>
    fetch(`${BASE}/auth/token`, {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    });

  it('reads a body that arrives in base64, as one of no known type does', async () => {
    const body = JSON.stringify({ code: await loginCode('asha-rao'), code_verifier: VERIFIER });
    expect((await post(new TextEncoder().encode(body))).status).toBe(200);
  });

  const code = 'x'.repeat(43);
  it.each<[string, string | null]>([
    ['no body', null],
    ['no JSON', 'code=x'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no code', JSON.stringify({ code_verifier: VERIFIER })],
    ['no verifier', JSON.stringify({ code })],
    ['a code that is no text', JSON.stringify({ code: 1, code_verifier: VERIFIER })],
    ['an empty code', JSON.stringify({ code: '', code_verifier: VERIFIER })],
    ['a huge code', JSON.stringify({ code: 'x'.repeat(5_000), code_verifier: VERIFIER })],
    ['a short verifier', JSON.stringify({ code, code_verifier: 'v'.repeat(42) })],
    ['a long verifier', JSON.stringify({ code, code_verifier: 'v'.repeat(129) })],
    ['a verifier of other characters', JSON.stringify({ code, code_verifier: 'é'.repeat(43) })],
  ])('refuses %s', async (_, body) => {
    const response = await post(body, 'application/json');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('spends no code on a malformed verifier', async () => {
    const good = await loginCode('asha-rao');
    expect((await redeem(good, 'short')).status).toBe(400);
    expect((await redeem(good)).status).toBe(200);
  });

  it('shows nothing of a fault of ours, and logs it', async () => {
    const good = await loginCode('asha-rao');
    const { dynamo } = await import('../../functions/lib/dynamo');
    vi.spyOn(dynamo, 'send').mockImplementation(() => {
      throw new Error('the table burns');
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = await redeem(good);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: 'server_error',
      message: 'Something went wrong on our side. Try again.',
    });
    const logged = inspect(log.mock.calls);
    expect(logged).toContain('POST /auth/token failed');
    expect(logged).toContain('the table burns');
    expect(logged).not.toContain(good);
  });
});
