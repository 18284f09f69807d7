import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { userKey } from '../../model/user';
import {
  BASE,
  begin,
  consent,
  FRONTEND,
  githubWith,
  givenWorld,
  loginCode,
  redeem,
  signInTo,
  visit,
} from './world';

const world = await givenWorld();

const userOf = (login: string) => world.item('Users', userKey(String(accountOf(login).id)));

async function authorize(authorizationToken: string) {
  const { handler } = await import('../../functions/authorizer');
  return handler({ authorizationToken } as AppSyncAuthorizerEvent);
}

describe('sign-in', () => {
  it('ends with a token that the authorizer accepts', async () => {
    const back = await signInTo('asha-rao', { return_to: '/exercises?tab=1#top' });
    const code = back.searchParams.get('code');
    expect(back.href).toBe(`${FRONTEND}/exercises?tab=1&code=${code}#top`);
    const response = await redeem(code);
    expect(response.status).toBe(200);
    const { token, expiresAt } = (await response.json()) as Record<string, string>;
    expect(await authorize(token ?? '')).toMatchObject({
      isAuthorized: true,
      resolverContext: { userId: String(accountOf('asha-rao').id) },
    });
    expect(new Date(expiresAt ?? '').toISOString()).toBe(expiresAt);
  });

  it('stores no token and no login code in the database', async () => {
    const code = await loginCode('asha-rao');
    const withCode = JSON.stringify(await world.items('Sessions'));
    expect(withCode).toContain('CODE#');
    expect(withCode).not.toContain(code);
    const { token } = (await (await redeem(code)).json()) as { token: string };
    const withSession = JSON.stringify(await world.items('Sessions'));
    for (const part of token.split('.')) expect(withSession).not.toContain(part);
  });

  it('stores the profile from GitHub', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    await signInTo('Meera-K');
    const { id } = accountOf('Meera-K');
    expect(await userOf('meera-k')).toEqual({
      ...userKey(String(id)),
      gsi1pk: 'EMAIL#meera-k@users.noreply.github.example',
      gsi1sk: `USER#${id}`,
      username: 'Meera-K',
      heldName: 'meera-k',
      email: 'meera-k@users.noreply.github.example',
      avatarUrl: `${BASE}/github/avatars/${id}.svg`,
      createdAt: '2026-11-16T10:00:00.000Z',
      lastLoginAt: '2026-11-16T10:00:00.000Z',
    });
  });

  it('recognizes a person under a new username', async () => {
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
  ])('removes the email address when %s', async (_, emails) => {
    await signInTo('lena');
    expect(await userOf('lena')).toHaveProperty('email');
    world.github = githubWith(world, '/github/api/user/emails', () => Response.json(emails));
    expect((await signInTo('lena')).searchParams.get('code')).toHaveLength(43);
    const user = await userOf('lena');
    expect(Object.keys(user ?? {}).sort()).toEqual(
      ['pk', 'sk', 'username', 'heldName', 'avatarUrl', 'createdAt', 'lastLoginAt'].sort(),
    );
  });

  it.each<[string, () => Response]>([
    ['refuses', () => Response.json({ message: 'Not Found' }, { status: 404 })],
    ['fails', () => new Response('', { status: 503 })],
    ['answers something else', () => Response.json({ emails: [] })],
    [
      'cannot be reached',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('does not require an email address: GitHub %s', async (what, answer) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await signInTo('kept');
    world.github = githubWith(world, '/github/api/user/emails', answer);
    expect((await signInTo('kept')).searchParams.get('code')).toHaveLength(43);
    const { id } = accountOf('kept');
    expect(await userOf('kept')).toMatchObject({
      email: 'kept@users.noreply.github.example',
      gsi1pk: 'EMAIL#kept@users.noreply.github.example',
      gsi1sk: `USER#${id}`,
    });
    // A new person signs in as well, without an email address.
    const newcomer = `new-${what.replaceAll(' ', '-')}`;
    expect((await signInTo(newcomer)).searchParams.get('code')).toHaveLength(43);
    expect(await userOf(newcomer)).not.toHaveProperty('email');
  });

  it('sends security headers and forbids caching in every response', async () => {
    const { response, consent: at, cookie } = await begin();
    const back = await visit(await consent(at, 'asha-rao'), cookie);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code');
    const refused = await begin({ code_challenge: 'none' });
    for (const each of [response, back, await redeem(code), await redeem(code), refused.response]) {
      expect(Object.fromEntries(each.headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    }
  });
});
