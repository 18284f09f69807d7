import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ORIGIN_SECRET, tableNames } from '../../local/config';
import { httpApi } from '../../local/lambdas';
import type { FetchHandler } from '../../local/server';
import { boardKey, rankKey } from '../../model/board';
import { ORIGIN_SECRET_HEADER } from '../../model/cdn';
import { contentKey, exerciseKey, statsKey } from '../../model/exercise';
import { boardPeriods } from '../../model/period';
import { progressKey, solversIndex } from '../../model/progress';
import { PAST_CDN } from '../support/widgets';
import { FRONTEND, startTables } from './world';

const NOON = Date.parse('2026-11-18T12:00:00.000Z');
const EXERCISE = 'recover-a-lost-commit';
const STATS = `/v1/exercises/${EXERCISE}/stats.json`;
const BADGE = `/v1/exercises/${EXERCISE}/badge.svg`;
const BOARD = '/v1/leaderboard.json';
const PATHS = [STATS, BADGE, BOARD];

/** Security headers of every response. */
const SECURITY = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
};

const KEPT = 'public, s-maxage=60, stale-while-revalidate=300';

describe('the endpoints of widgets', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  let widgets: FetchHandler;

  beforeAll(async () => {
    tables = await startTables();
    widgets = await httpApi('widgets', FRONTEND);
    await givenExercise(EXERCISE, 'Recover a <lost> "commit" & friends');
    await givenExercise('nobody-did-it', 'Nobody did it');
    await Promise.all([
      put('Exercises', { ...statsKey(EXERCISE, 0), completions: 1_234, attempts: 2_000 }),
      put('Exercises', { ...statsKey(EXERCISE, 7), completions: 3, attempts: 5 }),
    ]);
    for (let i = 0; i < 4; i++) await givenSolver(i);
    await givenBoards();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  afterAll(() => tables.stop());

  const put = (table: keyof typeof tableNames, Item: Record<string, unknown>) =>
    tables.documents.send(new PutCommand({ TableName: tableNames[table], Item }));

  async function givenExercise(id: string, title: string) {
    const bundle = { sha256: 'b'.repeat(64), bytes: 1 };
    await put('Exercises', { ...exerciseKey(id), id, title, version: 1, bundle });
    await put('Exercises', { ...contentKey(id), instructions: 'x'.repeat(20_000) });
  }

  const avatarOf = (i: number) => `https://example.com/${i}.png`;

  /** Adds a solver. The higher the number, the earlier the completion. */
  function givenSolver(i: number) {
    const completedAt = new Date(NOON - i * 60_000).toISOString();
    return put('Progress', {
      ...progressKey(String(i), EXERCISE),
      ...solversIndex(EXERCISE, completedAt),
      exerciseId: EXERCISE,
      startedAt: completedAt,
      completedAt,
      attempts: 7,
      version: 1,
      variant: 0,
      challenge: 'c'.repeat(32),
      verificationHash: 'f'.repeat(64),
      username: `solver-${i}`,
      avatarUrl: avatarOf(i),
    });
  }

  /** Adds 25 people with points of this week, in pairs with equal points. */
  async function givenBoards() {
    for (const period of boardPeriods(NOON)) {
      const rows = Array.from({ length: 25 }, (_, i) => ({
        ...boardKey(period, String(1_000 + i)),
        points: 500 - 10 * Math.floor(i / 2),
        completions: 2,
        username: `player-${i}`,
        avatarUrl: avatarOf(i),
        lastCompletedAt: new Date(NOON + i).toISOString(),
        rankKey: rankKey(500 - 10 * Math.floor(i / 2), NOON + i),
      }));
      await tables.documents.send(
        new BatchWriteCommand({
          RequestItems: {
            [tableNames.Leaderboards]: rows.map((Item) => ({ PutRequest: { Item } })),
          },
        }),
      );
    }
  }

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    widgets(
      new Request(`http://api.example${path}`, { method, headers: { ...PAST_CDN, ...headers } }),
    );

  const read = async <T>(path: string) => (await (await ask(path)).json()) as T;

  const at = (moment: string) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(moment) });

  describe('the statistics of an exercise', () => {
    it('contain the sum of its shards and the first solver, and nothing else', async () => {
      expect(await read(STATS)).toEqual({
        exerciseId: EXERCISE,
        completions: 1_237,
        attempts: 2_005,
        firstSolver: {
          username: 'solver-3',
          avatarUrl: avatarOf(3),
          completedAt: '2026-11-18T11:57:00.000Z',
        },
      });
    });

    it('are zero without a completion', async () => {
      expect(await read('/v1/exercises/nobody-did-it/stats.json')).toEqual({
        exerciseId: 'nobody-did-it',
        completions: 0,
        attempts: 0,
        firstSolver: null,
      });
    });
  });

  describe('a leaderboard', () => {
    interface Board {
      period: string;
      startsAt: string | null;
      endsAt: string | null;
      items: { rank: number; username: string; points: number }[];
    }

    it('is of all time and has twenty entries by default', async () => {
      const { items, ...board } = await read<Board>(BOARD);
      expect(board).toEqual({ period: 'ALL_TIME', startsAt: null, endsAt: null });
      expect(items.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    });

    it('lists more points first, and breaks ties by the earlier time', async () => {
      const { items } = await read<Board>(`${BOARD}?limit=3`);
      const entry = (i: number, points: number) => ({
        rank: i + 1,
        username: `player-${i}`,
        avatarUrl: avatarOf(i),
        points,
        completions: 2,
        lastCompletedAt: new Date(NOON + i).toISOString(),
      });
      expect(items).toEqual([entry(0, 500), entry(1, 500), entry(2, 490)]);
    });

    it.each([
      ['MONTH', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
      ['WEEK', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ])('is of the current %s until its last millisecond', async (period, startsAt, endsAt) => {
      const path = `${BOARD}?period=${period}&limit=1`;
      at(new Date(Date.parse(endsAt) - 1).toISOString());
      expect(await read(path)).toMatchObject({ period, startsAt, endsAt, items: [{ rank: 1 }] });
      at(endsAt);
      expect(await read(path)).toMatchObject({ period, startsAt: endsAt, items: [] });
    });

    it('remains readable after its month', async () => {
      at('2031-02-01T00:00:00.000Z');
      const path = `${BOARD}?period=MONTH&date=2026-11-30&limit=100`;
      expect((await read<Board>(path)).items).toHaveLength(25);
    });

    it.each([
      ['period=DAY', 'period must be one of ALL_TIME, MONTH, WEEK.'],
      ['period=', 'period must be one of ALL_TIME, MONTH, WEEK.'],
      ['limit=0', 'limit must be between 1 and 100.'],
      ['limit=101', 'limit must be between 1 and 100.'],
      ['limit=1e1', 'limit must be between 1 and 100.'],
      ['limit=', 'limit must be between 1 and 100.'],
      ['date=2026-02-29', 'date must be YYYY-MM-DD, from 2000-01-01 to 2099-12-31.'],
      ['date=2026-13-01', 'date must be YYYY-MM-DD, from 2000-01-01 to 2099-12-31.'],
      ['date=1999-12-31', 'date must be YYYY-MM-DD, from 2000-01-01 to 2099-12-31.'],
      ['date=2026-11-18T00:00', 'date must be YYYY-MM-DD, from 2000-01-01 to 2099-12-31.'],
    ])('is refused for %s', async (query, message) => {
      const response = await ask(`${BOARD}?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: { type: 'InvalidInput', message } });
    });

    it('is of the month of a leap day', async () => {
      expect(await read(`${BOARD}?period=MONTH&date=2028-02-29`)).toMatchObject({
        startsAt: '2028-02-01T00:00:00.000Z',
        endsAt: '2028-03-01T00:00:00.000Z',
      });
    });
  });

  describe('a badge', () => {
    it('shows the escaped title and number, also to screen readers', async () => {
      const response = await ask(BADGE);
      const svg = await response.text();
      const title = 'Recover a &lt;lost&gt; &quot;commit&quot; &amp; friends';
      expect(svg).toContain(`<title>${title}: 1,237 completed</title>`);
      expect(svg).toContain(`role="img" aria-label="${title}: 1,237 completed"`);
      expect([...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
        title,
        '1,237 completed',
      ]);
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    });

    it('has a size that depends on its texts, and truncates long ones', async () => {
      const { badge } = await import('../../functions/lib/badge');
      const widthOf = (svg: string) => Number(/width="(\d+)"/.exec(svg)?.[1]);
      expect(widthOf(badge('abcde', '12'))).toBe(7 * 7 + 40);
      expect(widthOf(badge('abcde', '1'))).toBe(6 * 7 + 40);
      const long = badge(`${'x'.repeat(39)}yz`, '1');
      expect(widthOf(long)).toBe(41 * 7 + 40);
      expect(long).toContain(`>${'x'.repeat(39)}…</text>`);
      expect(long).toContain(`<title>${'x'.repeat(39)}yz: 1</title>`);
    });

    it('contains no character that XML forbids', async () => {
      const { badge } = await import('../../functions/lib/badge');
      expect(badge('a\u0000\u001b\uffff\ud800b', '1')).toContain('<title>ab: 1</title>');
    });
  });

  describe.each(PATHS)('%s', (path) => {
    it('is public for every cache and page, and the same for every client', async () => {
      const type = path === BADGE ? 'image/svg+xml' : 'application/json';
      const [alone, fromPage] = await Promise.all([
        ask(path),
        ask(path, { origin: 'https://elsewhere.example', cookie: 'session=secret' }),
      ]);
      expect(Object.fromEntries(alone.headers)).toEqual({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag, retry-after',
        'cache-control': KEPT,
        'content-type': `${type}; charset=utf-8`,
        ...SECURITY,
        etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
      });
      expect([...fromPage.headers]).toEqual([...alone.headers]);
      expect(await fromPage.text()).toBe(await alone.text());
    });

    it('returns 304 for a matching If-None-Match', async () => {
      const etag = (await ask(path)).headers.get('etag')!;
      const conditions = [etag, `W/${etag}`, `"a", W/"b,c",${etag}`, '*', ' * '];
      for (const condition of conditions) {
        const response = await ask(path, { 'if-none-match': condition });
        expect([response.status, await response.text()], condition).toEqual([304, '']);
        expect(Object.fromEntries(response.headers)).toEqual({
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'etag, retry-after',
          'cache-control': KEPT,
          ...SECURITY,
          etag,
        });
      }
      for (const condition of ['"another"', 'W/"another"', '', etag.slice(1, -1), `"*"`]) {
        const { status } = await ask(path, { 'if-none-match': condition });
        expect(status, condition).toBe(200);
      }
    });

    it('responds to HEAD as to GET, without the body', async () => {
      const [get, head] = [await ask(path), await ask(path, {}, 'HEAD')];
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect([...head.headers]).toEqual([...get.headers]);
    });

    it('allows pages to send If-None-Match', async () => {
      const response = await ask(path, { origin: 'https://elsewhere.example' }, 'OPTIONS');
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toEqual({
        ...SECURITY,
        allow: 'GET, HEAD, OPTIONS',
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'if-none-match',
        'access-control-max-age': '86400',
      });
    });

    it('refuses methods that write', async () => {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const response = await ask(path, {}, method);
        expect(response.status).toBe(405);
        expect(Object.fromEntries(response.headers)).toMatchObject(SECURITY);
        expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
        expect(await response.json()).toEqual({
          error: {
            type: 'InvalidInput',
            message: `${method} is not allowed. Use one of GET, HEAD, OPTIONS.`,
          },
        });
      }
    });

    it('does not expose or cache an internal fault', async () => {
      const { dynamo } = await import('../../functions/lib/dynamo');
      vi.spyOn(dynamo, 'send').mockRejectedValue(new Error('a secret reason') as never);
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const response = await ask(path);
      expect(response.status).toBe(500);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({
        error: { type: 'Internal', message: 'Something went wrong on our side. Try again.' },
      });
      expect(log).toHaveBeenCalledOnce();
    });

    it('returns 503 with Retry-After while the tables cannot be read', async () => {
      const { dynamo } = await import('../../functions/lib/dynamo');
      const error = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      vi.spyOn(dynamo, 'send').mockRejectedValue(error as never);
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const response = await ask(path);
      expect(response.status).toBe(503);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'retry-after': '1',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        ...SECURITY,
      });
      expect(await response.json()).toMatchObject({ error: { type: 'Internal' } });
    });
  });

  describe('from anywhere but the CDN', () => {
    const sent = (secret?: string, method = 'GET', path = STATS) =>
      widgets(
        new Request(`http://api.example${path}`, {
          method,
          headers: secret === undefined ? {} : { [ORIGIN_SECRET_HEADER]: secret },
        }),
      );

    it.each([undefined, '', 'x', `${ORIGIN_SECRET}x`, ORIGIN_SECRET.slice(1)])(
      'are refused with the secret %s',
      async (secret) => {
        for (const path of PATHS) {
          const response = await sent(secret, 'GET', path);
          expect(response.status).toBe(403);
          expect(Object.fromEntries(response.headers)).toMatchObject({
            'access-control-allow-origin': '*',
            'cache-control': 'no-store',
            ...SECURITY,
          });
          expect(await response.json()).toEqual({
            error: {
              type: 'InvalidInput',
              message: 'Request widgets from the address of the CDN.',
            },
          });
        }
        for (const method of ['HEAD', 'OPTIONS', 'POST']) {
          expect((await sent(secret, method)).status).toBe(403);
        }
      },
    );
  });

  it('has another ETag as soon as a number changes', async () => {
    const id = 'being-done';
    const paths = [`/v1/exercises/${id}/stats.json`, `/v1/exercises/${id}/badge.svg`];
    await givenExercise(id, 'Being done');
    const before = await Promise.all(paths.map((path) => ask(path)));
    await put('Exercises', { ...statsKey(id, 4), completions: 1, attempts: 1 });
    for (const [i, path] of paths.entries()) {
      const etag = before[i]!.headers.get('etag')!;
      const response = await ask(path, { 'if-none-match': etag });
      expect(response.status).toBe(200);
      expect(response.headers.get('etag')).not.toBe(etag);
    }
  });

  it.each(['stats.json', 'badge.svg'])('returns 404 for an unknown exercise: %s', async (name) => {
    for (const condition of [{}, { 'if-none-match': '*' }]) {
      const response = await ask(`/v1/exercises/no-such-exercise/${name}`, condition);
      expect(response.status).toBe(404);
      expect(Object.fromEntries(response.headers)).toEqual({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag, retry-after',
        'cache-control': 'public, s-maxage=10',
        'content-type': 'application/json; charset=utf-8',
        ...SECURITY,
      });
      expect(await response.json()).toEqual({
        error: { type: 'NotFound', message: 'There is no exercise no-such-exercise.' },
      });
    }
  });

  it.each(['UPPER', 'a', 'a%2Fb%2Fc', '%', 'STATS%230', 'x'.repeat(41)])(
    'refuses the exercise id %s',
    async (id) => {
      const response = await ask(`/v1/exercises/${id}/stats.json`);
      expect(response.status).toBe(400);
      expect(response.headers.get('cache-control')).toBe('public, s-maxage=10');
      expect(await response.json()).toEqual({
        error: {
          type: 'InvalidInput',
          message: 'An exercise id has 3 to 40 lowercase letters, digits and hyphens.',
        },
      });
    },
  );

  it.each([
    '/v1/',
    '/v1/leaderboard',
    '/v1/leaderboard.json/',
    '/v1/leaderboardxjson',
    `/v1/exercises/${EXERCISE}`,
    `/v1/exercises//stats.json`,
    `/v1/exercises/a/b/stats.json`,
    `/v2${BOARD.slice(3)}`,
  ])('returns 404 for any other path: %s', async (path) => {
    const response = await ask(path);
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });
});
