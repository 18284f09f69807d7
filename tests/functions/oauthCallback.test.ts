import { inspect } from 'node:util';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import jwt from 'jsonwebtoken';
import { describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { usedStateKey } from '../../model/session';
import { userKey } from '../../model/user';
import {
  begin,
  consent,
  errorOf,
  FRONTEND,
  givenWorld,
  githubWith,
  loginCode,
  redeem,
  SECRET,
  signInTo,
  visit,
} from './world';

const world = await givenWorld();
const { dynamo } = await import('../../functions/lib/dynamo');
const { sha256Hex } = await import('../../functions/lib/secret');
const { SIGN_IN_SECONDS } = await import('../../functions/lib/signInCookie');

const userOf = (login: string) => world.item('Users', userKey(String(accountOf(login).id)));

const valueOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1);

async function authorize(authorizationToken: string) {
  const { handler } = await import('../../functions/authorizer');
  return handler({ authorizationToken } as AppSyncAuthorizerEvent);
}

function failDynamo(error: Error) {
  vi.spyOn(dynamo, 'send').mockImplementation(() => {
    throw error;
  });
}

describe('GET /auth/github/callback', () => {
  it('deletes the sign-in cookie', async () => {
    const { consent: at, cookie } = await begin();
    const response = await visit(await consent(at, 'asha-rao'), cookie);
    expect(response.headers.getSetCookie()).toEqual([
      `${cookie.split('=')[0]}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`,
    ]);
  });

  it('finds its cookie among others', async () => {
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'asha-rao');
    expect((await visit(callback, `a=1; ${cookie}; x-akasha-signin=2`)).status).toBe(302);
  });

  it('redirects with access_denied when the person cancels', async () => {
    const { consent: at, cookie } = await begin({ return_to: '/exercises?tab=1' });
    const response = await visit(await consent(at, 'asha-rao', 'cancel'), cookie);
    expect(response.headers.get('location')).toBe(
      `${FRONTEND}/exercises?tab=1&error=access_denied`,
    );
    expect(response.headers.getSetCookie()[0]).toContain(`${cookie.split('=')[0]}=; Max-Age=0`);
  });

  describe("of a program on the person's own machine", () => {
    const PROGRAM = 'http://127.0.0.1:49152/callback?state=of-the-program';

    it('redirects to the program with a code that only it can redeem, and its state', async () => {
      const back = await signInTo('asha-rao', { return_to: PROGRAM });
      expect(back.origin + back.pathname).toBe('http://127.0.0.1:49152/callback');
      expect(Object.fromEntries(back.searchParams)).toEqual({
        state: 'of-the-program',
        code: expect.stringMatching(/^[\w-]{43}$/) as string,
      });
      const code = back.searchParams.get('code');
      expect((await redeem(code, 'w'.repeat(43))).status).toBe(400);
      const again = await signInTo('asha-rao', { return_to: PROGRAM });
      expect((await redeem(again.searchParams.get('code'))).status).toBe(200);
    });

    it('redirects to the program when the person cancels', async () => {
      const { consent: at, cookie } = await begin({ return_to: PROGRAM });
      const response = await visit(await consent(at, 'asha-rao', 'cancel'), cookie);
      expect(response.headers.get('location')).toBe(`${PROGRAM}&error=access_denied`);
    });

    it('redirects to the program when the state was used before', async () => {
      const { consent: at, cookie } = await begin({ return_to: PROGRAM });
      const callback = await consent(at, 'once');
      await visit(callback, cookie);
      const again = await visit(callback, cookie);
      expect(again.headers.get('location')).toBe(`${PROGRAM}&error=sign_in_expired`);
    });

    it('redirects to the program when GitHub cannot be reached', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      world.github = githubWith(world, '/github/login/oauth/access_token', () => {
        throw new TypeError('fetch failed');
      });
      const back = await signInTo('nobody', { return_to: PROGRAM });
      expect(back.href).toBe(`${PROGRAM}&error=github_unavailable`);
    });

    it('redirects to the program when the tables cannot be reached', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const { consent: at, cookie } = await begin({ return_to: PROGRAM });
      const callback = await consent(at, 'nobody');
      failDynamo(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
      const response = await visit(callback, cookie);
      expect(response.headers.get('location')).toBe(`${PROGRAM}&error=temporarily_unavailable`);
    });

    it('redirects to the frontend without the cookie, which alone names the program', async () => {
      const { consent: at } = await begin({ return_to: PROGRAM });
      const response = await visit(await consent(at, 'asha-rao'), '');
      expect(response.headers.get('location')).toBe(`${FRONTEND}/?error=sign_in_expired`);
    });
  });

  describe('refuses', () => {
    const refused = (response: Response) => {
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe(`${FRONTEND}/?error=sign_in_expired`);
      expect(response.headers.getSetCookie()).toEqual([]);
    };
    const nameOf = (cookie: string) => cookie.slice(0, cookie.indexOf('='));
    const tampered = (cookie: string) => {
      const [header, payload = '', signature] = cookie.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const changed = JSON.stringify({ ...claims, returnTo: '//elsewhere.example/' });
      return `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
    };

    it.each<[string, (cookie: string) => string]>([
      ['no cookie', () => ''],
      ['an empty cookie', (cookie) => `${nameOf(cookie)}=`],
      ['a cookie of another name', (cookie) => `x${cookie}`],
      ['the cookie of https on http', (cookie) => `__Host-${cookie}`],
      ['a changed cookie', tampered],
      ['a cookie without its signature', (cookie) => cookie.replace(/[^.]+$/, '')],
      [
        'a cookie signed by somebody else',
        (cookie) => {
          const claims = jwt.decode(valueOf(cookie)) as object;
          return `${nameOf(cookie)}=${jwt.sign(claims, 'another secret, every bit as long as it has to be')}`;
        },
      ],
    ])('%s', async (_, change) => {
      const { consent: at, cookie } = await begin();
      refused(await visit(await consent(at, 'asha-rao'), change(cookie)));
    });

    it('a cookie that is ten minutes old', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const { consent: at, cookie } = await begin();
      const callback = await consent(at, 'asha-rao');
      vi.setSystemTime(Date.now() + 600_000);
      refused(await visit(callback, cookie));
    });

    it.each<[string, (url: URL) => void]>([
      ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
      ['no state', (url) => url.searchParams.delete('state')],
      ['an empty state', (url) => url.searchParams.set('state', '')],
    ])('%s', async (_, change) => {
      const { consent: at, cookie } = await begin();
      const callback = await consent(at, 'asha-rao');
      change(callback);
      refused(await visit(callback, cookie));
    });

    it('the sign-in of another browser', async () => {
      const mine = await begin();
      const theirs = await begin();
      refused(await visit(await consent(theirs.consent, 'mallory'), mine.cookie));
    });

    it('a cookie under the name of another sign-in', async () => {
      const mine = await begin();
      const other = await begin();
      const callback = await consent(other.consent, 'mallory');
      refused(await visit(callback, `${nameOf(other.cookie)}=${valueOf(mine.cookie)}`));
    });

    it('a session token in place of the cookie', async () => {
      const { token } = (await (await redeem(await loginCode('asha-rao'))).json()) as {
        token: string;
      };
      const { consent: at, cookie } = await begin();
      refused(await visit(await consent(at, 'asha-rao'), `${nameOf(cookie)}=${token}`));
    });
  });

  it('accepts a state once', async () => {
    const { consent: at, cookie } = await begin({ return_to: '/exercises' });
    const callback = await consent(at, 'once');
    expect(errorOf(await visit(callback, cookie))).toBeNull();
    // GitHub would issue another code for the same state.
    callback.searchParams.set('code', (await consent(at, 'once')).searchParams.get('code')!);
    const again = await visit(callback, cookie);
    expect(again.headers.get('location')).toBe(`${FRONTEND}/exercises?error=sign_in_expired`);
  });

  it('signs in one of several requests with a state', async () => {
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'once');
    const answers = await Promise.all(Array.from({ length: 10 }, () => visit(callback, cookie)));
    const errors = answers.map(errorOf);
    expect(errors.filter((error) => error === null)).toHaveLength(1);
    expect(errors.filter((error) => error === 'sign_in_expired')).toHaveLength(9);
  });

  it('stores only the hash of a state', async () => {
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'once');
    await visit(callback, cookie);
    const rows = JSON.stringify(await world.items('Sessions'));
    expect(rows).toContain('STATE#');
    expect(rows).not.toContain(callback.searchParams.get('state'));
  });

  it('stores a used state for the lifetime of its cookie', async () => {
    const { consent: at, cookie } = await begin();
    const now = Math.floor(Date.now() / 1_000);
    const callback = await consent(at, 'once');
    await visit(callback, cookie);
    const state = callback.searchParams.get('state')!;
    const mark = await world.item('Sessions', usedStateKey(sha256Hex(state)));
    expect(mark!['expiresAt']).toBeGreaterThanOrEqual(now + SIGN_IN_SECONDS);
  });

  it('redirects with temporarily_unavailable when the tables cannot be reached', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { consent: at, cookie } = await begin({ return_to: '/exercises' });
    const callback = await consent(at, 'nobody');
    failDynamo(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    const response = await visit(callback, cookie);
    expect(response.headers.get('location')).toBe(
      `${FRONTEND}/exercises?error=temporarily_unavailable`,
    );
  });

  it('redirects with server_error after an internal fault, and logs it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { consent: at, cookie } = await begin({ return_to: '/exercises' });
    const callback = await consent(at, 'nobody');
    failDynamo(new Error('the table burns'));
    const response = await visit(callback, cookie);
    expect(response.headers.get('location')).toBe(`${FRONTEND}/exercises?error=server_error`);
    expect(inspect(log.mock.calls)).toContain('GET /auth/github/callback');
    expect(inspect(log.mock.calls)).toContain('the table burns');
  });

  it('sets a cookie that the authorizer refuses as a token', async () => {
    const { cookie } = await begin();
    expect(await authorize(valueOf(cookie))).toEqual({
      isAuthorized: false,
      ttlOverride: 0,
    });
  });

  const exchange = '/github/login/oauth/access_token';
  const user = '/github/api/user';
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
  ])('redirects with github_unavailable when GitHub %s', async (_, path, answer) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    world.github = githubWith(world, path, answer);
    const back = await signInTo('nobody', { return_to: '/exercises' });
    expect(back.href).toBe(`${FRONTEND}/exercises?error=github_unavailable`);
    expect(await userOf('nobody')).toBeUndefined();
    expect(inspect(log.mock.calls)).toContain('GithubError');
  });

  it('redirects with github_unavailable when GitHub sends another error', async () => {
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
    expect(logged).toContain('GitHub returned an unexpected response');
    expect(logged).not.toContain('gho_verysecret');
    expect(logged).not.toContain(callback.searchParams.get('code'));
    expect(logged).not.toContain(SECRET);
  });

  it('waits at most five seconds for GitHub', async () => {
    const limits: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return ms === 5_000
        ? AbortSignal.abort(new DOMException('The operation timed out.', 'TimeoutError'))
        : new AbortController().signal;
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
    expect(limits).toContain(5_000);
  });
});
