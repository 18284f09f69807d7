import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { catalogue, openExercise } from '../support/catalogue';
import { ask, send, type Credentials } from '../support/client';
import { givenTarget } from './target';
import { operation, type Given } from '../support/operation';
import type { Operation } from '../../model/operation';

/**
 * What every API must do for a client without an account. Runs against a local stack with all other
 * tests, and against a stage with `pnpm test:api`. Changes no data.
 */
const target = await givenTarget(process.env);
const publicly = { apiKey: target.apiKey };

const url = target.graphql.replace(/\/graphql$/, '');
const read = <Data, Variables>(
  query: Operation<Data, Variables>,
  ...variables: Given<Variables>
): Promise<Data> => ask(url, publicly, query, ...variables);
const attempt = (credentials: Credentials, query: string) => send(url, credentials, query);

describe('the catalogue', () => {
  it('is published, in its order', async () => {
    const data = await read(operation(`{ exercises(limit: 100) { items { id } } }`));
    expect(data).toEqual({ exercises: { items: catalogue.map(({ id }) => ({ id })) } });
  });

  it('has each exercise as it is in the repository, with its counters', async () => {
    const data = await read(
      operation(
        `query ($id: ID!) { exercise(id: $id) { title points instructions stats { completions attempts } } }`,
      ),
      { id: openExercise.id },
    );
    const { title, points, instructions } = openExercise;
    const stats = { completions: expect.any(Number), attempts: expect.any(Number) };
    expect(data).toEqual({ exercise: { title, points, instructions, stats } });
  });

  it('returns null for an unknown exercise', async () => {
    const data = await read(operation(`{ exercise(id: "no-such-exercise") { title } }`));
    expect(data).toEqual({ exercise: null });
  });

  it('rejects a limit above the maximum with InvalidInput', async () => {
    const { data, errors } = await attempt(
      publicly,
      operation(`{ exercises(limit: 101) { nextToken } }`),
    );
    expect(data).toEqual({ exercises: null });
    expect(errors?.map(({ errorType }) => errorType)).toEqual(['InvalidInput']);
  });

  it('counts the exercises of each tag', async () => {
    const { tags } = await read(operation(`{ tags { tag exercises } }`));
    const all = catalogue.flatMap((exercise) => exercise.tags);
    const names = [...new Set(all)].sort();
    expect(tags).toEqual(
      names.map((tag) => ({ tag, exercises: all.filter((each) => each === tag).length })),
    );
  });

  it('has the bundle of each exercise', async () => {
    const { exercises } = await read(
      operation(`{ exercises(limit: 100) { items { bundle { url sha256 bytes } } } }`),
    );
    for (const { bundle: published } of exercises!.items) {
      const bundle = published!;
      const response = await fetch(bundle.url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/gzip');
      const archive = Buffer.from(await response.arrayBuffer());
      expect(archive).toHaveLength(bundle.bytes);
      expect(createHash('sha256').update(archive).digest('hex')).toBe(bundle.sha256);
    }
  });

  it('does not expose the verification hash of an exercise', async () => {
    const { data, errors } = await attempt(
      publicly,
      `{ exercise(id: "${openExercise.id}") { verificationHash } }`,
    );
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toContain('verificationHash');
  });
});

describe('a firewall', () => {
  /** AWS WAF inspects at most 8,192 bytes. */
  const long = 'x'.repeat(9_000);

  it.each([
    ['is large', long],
    ['contains an address, a path and markup', 'http://10.0.0.1/ ../../etc/passwd <script>'],
  ])('lets a request pass that %s', async (_, comment) => {
    const { status, data } = await attempt(
      publicly,
      `# ${comment}\n{ exercise(id: "no-such-exercise") { title } }`,
    );
    expect(status).toBe(200);
    expect(data).toEqual({ exercise: null });
  });
});

describe('the API key', () => {
  it.each([
    ['viewer', operation(`{ viewer { username } }`)],
    ['progress', operation(`{ progress { nextToken } }`)],
    ['logout', operation(`mutation { logout { sessionsEnded } }`)],
    [
      'startExercise',
      operation(`mutation { startExercise(exerciseId: "an-exercise") { attempts } }`),
    ],
    [
      'recordCompletion',
      operation(
        `mutation { recordCompletion(input: { exerciseId: "an-exercise", verificationHash: "0000000000000000000000000000000000000000000000000000000000000000" }) { outcome } }`,
      ),
    ],
  ])('gives no access to %s', async (field, query) => {
    const { status, data, errors } = await attempt(publicly, query);
    expect(status).toBe(200);
    expect(data).toEqual({ [field]: null });
    expect(errors?.map(({ errorType }) => errorType)).toEqual(['Unauthorized']);
  });
});

describe('a request without valid credentials is rejected', () => {
  it.each<[string, Credentials]>([
    ['without any', {}],
    ['with another API key', { apiKey: `da2-${'x'.repeat(26)}` }],
    ['with a token that is none', { token: 'not-a-token' }],
    ['with a token that nobody signed', { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.' }],
    ['with a token that is too long', { token: 'x'.repeat(4_000) }],
  ])('%s', async (_, credentials) => {
    const { status, errors } = await attempt(credentials, operation(`{ viewer { username } }`));
    expect(status).toBe(401);
    expect(errors?.map(({ errorType }) => errorType)).toEqual(['UnauthorizedException']);
  });
});

describe('the sign-in', () => {
  const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${target.auth}${path}`, { redirect: 'manual', ...init });

  it('redirects to GitHub, with a callback to itself', async () => {
    const response = await call(`/auth/github?code_challenge=${challenge}`);
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location')!);
    expect(location.pathname).toMatch(/\/login\/oauth\/authorize$/);
    expect(location.searchParams.get('redirect_uri')).toBe(`${target.auth}/auth/github/callback`);
    expect(location.searchParams.get('client_id')).not.toBe('');
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/);
    if (target.auth.startsWith('https:')) expect(cookie).toMatch(/^__Host-.*; Secure$/);
  });

  it.each([
    ['without a challenge', '/auth/github', 'invalid_request'],
    [
      'to come back elsewhere',
      `/auth/github?code_challenge=${challenge}&return_to=${encodeURIComponent('https://example.com/')}`,
      'invalid_request',
    ],
    ['that nobody began', '/auth/github/callback?code=a-code&state=a-state', 'sign_in_expired'],
  ])('redirects one %s to the frontend with an error', async (_, path, error) => {
    const response = await call(path);
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location')!);
    expect(location.origin).toBe(target.frontend);
    expect(location.searchParams.get('error')).toBe(error);
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('creates no session for an unknown code', async () => {
    const response = await call('/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'a-code', code_verifier: 'v'.repeat(43) }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    [
      'its own frontend',
      target.frontend,
      { origin: target.frontend, credentials: 'true', headers: ['authorization', 'content-type'] },
    ],
    ['nobody else', 'https://example.com', { origin: null, credentials: null, headers: [] }],
  ])('allows cross-origin requests with credentials from %s', async (_, origin, allowed) => {
    const response = await call('/auth/token', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    const given = (name: string) => response.headers.get(`access-control-allow-${name}`);
    expect({
      origin: given('origin'),
      credentials: given('credentials'),
      headers: given('headers')?.toLowerCase().split(/, */).sort() ?? [],
    }).toEqual(allowed);
  });

  it('has no other routes', async () => {
    expect((await call('/auth/other')).status).toBe(404);
  });
});

describe('the discovery', () => {
  it('names the addresses and the public key', async () => {
    const response = await fetch(`${target.auth}/.well-known/akasha-labs.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      graphql: target.graphql,
      apiKey: target.apiKey,
      auth: target.auth,
      site: target.frontend,
    });
  });
});

describe('the widget endpoints', () => {
  const call = (path: string, init: RequestInit = {}) => fetch(target.widgets + path, init);

  const paths = [
    [`/v1/exercises/${openExercise.id}/stats.json`, 'application/json; charset=utf-8'],
    [`/v1/exercises/${openExercise.id}/badge.svg`, 'image/svg+xml; charset=utf-8'],
    // A past week, so that no new completion changes it between requests.
    ['/v1/leaderboard.json?period=WEEK&date=2020-01-01', 'application/json; charset=utf-8'],
  ] as const;

  it.each(paths)('allow caching, and access from every page: %s', async (path, type) => {
    for (const headers of [{}, { origin: 'https://example.com' }]) {
      const response = await call(path, { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toContain('s-maxage=60');
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it.each(paths)('support 304, HEAD and OPTIONS: %s', async (path) => {
    const etag = (await call(path)).headers.get('etag')!;
    const again = await call(path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // The CDN weakens the tag of a response that it compresses.
    expect(etag).toMatch(/^(W\/)?"[\w-]{43}"$/);
    const head = await call(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const preflight = await call(path, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('if-none-match');
  });

  it('return 404 for an unknown exercise and for other routes', async () => {
    const missing = await call('/v1/exercises/no-such-exercise/stats.json');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { type: 'NotFound' } });
    expect((await call('/v1/other')).status).toBe(404);
  });
});
