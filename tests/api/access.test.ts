import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signIn } from '../../local/signIn';
import { openExercise } from '../support/catalogue';
import { ask, send } from '../support/client';
import { submit, WRONG_HASH } from '../support/completion';
import { operation } from '../support/operation';
import { givenStack } from '../support/stack';

const { url, apiKey } = await givenStack();
const { token } = await signIn(url, 'ada');

const VIEWER = operation(`{ viewer { username } }`);
const REFUSED = {
  errors: [
    {
      errorType: 'UnauthorizedException',
      message: 'You are not authorized to make this call.',
    },
  ],
};

const parts = token.split('.') as [string, string, string];
const decode = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs with the stack's secret. Such a token is refused only for its expiry or its session. */
function signed(payload: object): string {
  const secret = (JSON.parse(process.env['SST_RESOURCE_JwtSecret']!) as { value: string }).value;
  const body = `${parts[0]}.${encode(payload)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

const claims = decode(parts[1]);

describe('a request for the viewer', () => {
  it('succeeds with a session token', async () => {
    const data = await ask(url, { token }, VIEWER);
    expect(data).toEqual({ viewer: { username: 'ada' } });
  });

  it('succeeds with the Bearer scheme before the token', async () => {
    const data = await ask(url, { token: `Bearer ${token}` }, VIEWER);
    expect(data).toEqual({ viewer: { username: 'ada' } });
  });

  it.each([
    ['without a token', undefined],
    ['with an empty token', ''],
    ['with something else', 'not-a-token'],
    ['with another signature', `${parts[0]}.${parts[1]}.${'A'.repeat(43)}`],
    ['with another subject', `${parts[0]}.${encode({ ...claims, sub: '1' })}.${parts[2]}`],
    ['with an expired token', signed({ ...claims, iat: 1_600_000_000, exp: 1_600_000_060 })],
    ['with the session of another token', signed({ ...claims, jti: 'another' })],
    ['with alg none', `${encode({ alg: 'none', typ: 'JWT' })}.${parts[1]}.`],
    [
      'with alg none and the signature',
      `${encode({ alg: 'none', typ: 'JWT' })}.${parts[1]}.${parts[2]}`,
    ],
    ['with an over-long token', `${token}${'A'.repeat(2048)}`],
  ])('is refused %s', async (_, bad) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: bad === undefined ? {} : { authorization: bad },
      body: JSON.stringify({ query: VIEWER }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(await response.json()).toEqual(REFUSED);
  });

  it('is refused immediately after logout', async () => {
    const grace = await signIn(url, 'grace');
    const elsewhere = await signIn(url, 'grace');
    const logout = await ask(url, grace, operation(`mutation { logout { sessionsEnded } }`));
    expect(logout).toEqual({ logout: { sessionsEnded: 1 } });
    expect((await send(url, grace, VIEWER)).status).toBe(401);
    // The person's other session is still open.
    expect((await send(url, elsewhere, VIEWER)).status).toBe(200);
  });
});

describe('the API key', () => {
  it.each(['da2-wrong', '', apiKey.toUpperCase()])('is refused when it is %j', async (bad) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'x-api-key': bad },
      body: JSON.stringify({ query: operation(`{ exercises { nextToken } }`) }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(REFUSED);
  });

  const closed = (path: string[], type: string, column: number) => ({
    path,
    data: null,
    errorType: 'Unauthorized',
    errorInfo: null,
    locations: [{ line: 1, column, sourceName: null }],
    message: `Not Authorized to access ${path.at(-1)} on type ${type}`,
  });

  it.each([
    ['viewer', VIEWER, ['viewer'], 'Query', 3],
    ['progress', operation(`{ progress { nextToken } }`), ['progress'], 'Query', 3],
    ['logout', operation(`mutation { logout { sessionsEnded } }`), ['logout'], 'Mutation', 12],
    [
      'startExercise',
      operation(`mutation { startExercise(exerciseId: "an-exercise") { attempts } }`),
      ['startExercise'],
      'Mutation',
      12,
    ],
    [
      'recordCompletion',
      operation(
        `mutation { recordCompletion(input: { exerciseId: "an-exercise", verificationHash: "0000000000000000000000000000000000000000000000000000000000000000" }) { outcome } }`,
      ),
      ['recordCompletion'],
      'Mutation',
      12,
    ],
  ])('does not give access to %s', async (_, query, path, type, column) => {
    const { status, data, errors } = await send(url, { apiKey }, query);
    expect(status).toBe(200);
    expect(data).toEqual({ [path[0]!]: null });
    expect(errors).toEqual([closed(path, type, column)]);
  });

  it('does not give access to a private field of a public exercise, but to the rest', async () => {
    const query = operation(
      `query ($id: ID!) { exercise(id: $id) { title progress { attempts } } }`,
    );
    const { data, errors } = await send(url, { apiKey }, query, { id: openExercise.id });
    expect(data).toEqual({ exercise: { title: openExercise.title, progress: null } });
    expect(errors).toEqual([
      closed(['exercise', 'progress'], 'Exercise', query.indexOf('progress') + 1),
    ]);
  });
});

describe('a viewer', () => {
  it("never sees another user's progress", async () => {
    const [linus, margaret] = await Promise.all([signIn(url, 'linus'), signIn(url, 'margaret')]);
    await submit(url, linus.token, openExercise.id, WRONG_HASH);
    const mine = operation(
      `query ($id: ID!) { progress { items { attempts } } exercise(id: $id) { progress { attempts } } }`,
    );
    const { id } = openExercise;
    expect(await ask(url, linus, mine, { id })).toEqual({
      progress: { items: [{ attempts: 1 }] },
      exercise: { progress: { attempts: 1 } },
    });
    expect(await ask(url, margaret, mine, { id })).toEqual({
      progress: { items: [] },
      exercise: { progress: null },
    });
  });
});
