import { describe, expect, it } from 'vitest';
import { routesOf } from '../../functions/invocations';
import { createCdn } from '../../local/cdn/cdn';
import { ORIGIN_SECRET_HEADER, widgetCaching } from '../../model/cdn';

const SECRET = 'a-secret';
const PATH = '/v1/leaderboard.json';
/** As in `functions/lib/widgets.ts`. */
const KEPT = 'public, s-maxage=60, stale-while-revalidate=300';

type Answer = () => Response | Promise<Response>;

/** A CDN with an origin that answers what a test says, on a clock that a test moves. */
function givenCdn(options: { maxBytes?: number } = {}) {
  let now = Date.parse('2026-11-18T12:00:00Z');
  const asked: Request[] = [];
  let answer: Answer = () => new Response('one', { headers: { 'cache-control': KEPT } });
  const cdn = createCdn({
    origin: async (request) => {
      asked.push(request);
      return answer();
    },
    secret: SECRET,
    now: () => now,
    ...options,
  });
  const ask = (path = PATH, init?: RequestInit) =>
    cdn(new Request(new URL(path, 'http://localhost:4000'), init));
  return {
    asked,
    ask,
    /** The outcome and the body of a GET. */
    async get(path?: string, init?: RequestInit): Promise<[string | null, string]> {
      const response = await ask(path, init);
      return [response.headers.get('x-cache'), await response.text()];
    },
    answers(next: Answer): void {
      answer = next;
    },
    wait(seconds: number): void {
      now += seconds * 1_000;
    },
    now: () => now,
  };
}

const HIT = 'Hit from cloudfront';
const MISS = 'Miss from cloudfront';
const ERROR = 'Error from cloudfront';
const REFRESHED = 'RefreshHit from cloudfront';

/** A response with the given `Cache-Control`. */
const kept =
  (body: string, cacheControl?: string, others: Record<string, string> = {}): Answer =>
  () =>
    new Response(body, {
      headers: { ...(cacheControl && { 'cache-control': cacheControl }), ...others },
    });

const failing =
  (status: number, cacheControl?: string): Answer =>
  () =>
    new Response('broken', {
      status,
      headers: cacheControl ? { 'cache-control': cacheControl } : {},
    });

describe('the time in the cache', () => {
  it('is s-maxage, and Age grows until then', async () => {
    const { ask, get, asked, wait } = givenCdn();
    const first = await ask();
    expect(first.headers.get('x-cache')).toBe(MISS);
    expect(first.headers.has('age')).toBe(false);
    wait(59.9);
    const second = await ask();
    expect([second.headers.get('x-cache'), second.headers.get('age')]).toEqual([HIT, '59']);
    expect(second.headers.get('cache-control')).toBe(KEPT);
    expect(asked).toHaveLength(1);
    wait(360);
    expect(await get()).toEqual([MISS, 'one']);
  });

  it.each([
    ['s-maxage=60, max-age=600', 60],
    ['max-age=600, s-maxage=60', 60],
    ['max-age=60', 60],
    ['Max-Age="60"', 60],
    ['public', 0],
    [undefined, 0],
    ['max-age=0', 0],
    // The maximum of the policy.
    ['max-age=31536000', 86_400],
    ['s-maxage=60, no-store', 0],
    ['max-age=60, no-cache', 0],
    ['private, max-age=60', 0],
    ['s-maxage=soon', 0],
  ])('for %s is %i seconds', async (cacheControl, seconds) => {
    const { get, answers, wait } = givenCdn();
    answers(kept('one', cacheControl));
    await get();
    answers(kept('two', cacheControl));
    if (seconds > 0) {
      wait(seconds - 1);
      expect(await get()).toEqual([HIT, 'one']);
      wait(1);
    }
    expect(await get()).toEqual([MISS, 'two']);
  });

  it('ends with Expires, if Cache-Control names no time', async () => {
    const { get, answers, wait, now } = givenCdn();
    const expires = new Date(now() + 60_000).toUTCString();
    answers(kept('one', undefined, { expires }));
    await get();
    wait(59);
    expect((await get())[0]).toBe(HIT);
    wait(1);
    answers(kept('two', 'max-age=30', { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }));
    expect(await get()).toEqual([MISS, 'two']);
    wait(29);
    expect(await get()).toEqual([HIT, 'two']);
  });
});

describe('a copy that has expired', () => {
  it('is sent at once and refreshed behind, within stale-while-revalidate', async () => {
    const { get, answers, asked, wait } = givenCdn();
    await get();
    let arrive!: (response: Response) => void;
    answers(() => new Promise((resolve) => (arrive = resolve)));
    wait(359);
    expect(await get()).toEqual([HIT, 'one']);
    // Once, however many clients ask meanwhile.
    expect(await get()).toEqual([HIT, 'one']);
    expect(asked).toHaveLength(2);
    arrive(new Response('two', { headers: { 'cache-control': KEPT } }));
    await expect.poll(() => get()).toEqual([HIT, 'two']);
    expect(asked).toHaveLength(2);
  });

  it('is not sent before the response of the origin, after stale-while-revalidate', async () => {
    const { get, answers, wait } = givenCdn();
    await get();
    answers(kept('two', KEPT));
    wait(360);
    expect(await get()).toEqual([MISS, 'two']);
  });

  it('is confirmed by its ETag, and is fresh again', async () => {
    const { get, answers, asked, wait } = givenCdn();
    answers(kept('one', 'max-age=60', { etag: '"1"', 'x-version': 'old' }));
    await get();
    answers(
      () => new Response(null, { status: 304, headers: { etag: '"1"', 'cache-control': KEPT } }),
    );
    wait(60);
    expect(await get()).toEqual([REFRESHED, 'one']);
    expect(asked.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"1"']);
    wait(59);
    expect(await get()).toEqual([HIT, 'one']);
  });

  it('is replaced if the origin does not confirm its ETag', async () => {
    const { get, answers, wait } = givenCdn();
    answers(kept('one', 'max-age=60', { etag: '"1"' }));
    await get();
    answers(kept('two', 'max-age=60', { etag: '"2"' }));
    wait(60);
    expect(await get()).toEqual([MISS, 'two']);
    wait(59);
    expect(await get()).toEqual([HIT, 'two']);
  });

  it.each([500, 502, 503, 504])('is sent while the origin answers %i', async (status) => {
    const { get, answers, asked, wait } = givenCdn();
    await get();
    answers(failing(status, 'no-store'));
    wait(3_600);
    expect(await get()).toEqual([HIT, 'one']);
    // The origin is asked each time, because the minimum time of these errors is 0.
    expect(await get()).toEqual([HIT, 'one']);
    expect(asked).toHaveLength(3);
    answers(kept('two', KEPT));
    expect(await get()).toEqual([MISS, 'two']);
  });

  it('is sent instead of an error for as long as stale-if-error says', async () => {
    const { get, answers, wait } = givenCdn();
    answers(kept('one', 'max-age=60, stale-if-error=40'));
    await get();
    answers(failing(500));
    wait(99);
    expect(await get()).toEqual([HIT, 'one']);
    wait(1);
    expect(await get()).toEqual([ERROR, 'broken']);
  });

  it('is never sent after the maximum time', async () => {
    const { get, answers, wait } = givenCdn();
    answers(kept('one', 'max-age=60, stale-while-revalidate=999999, stale-if-error=999999'));
    await get();
    answers(failing(500));
    wait(86_399);
    expect(await get()).toEqual([HIT, 'one']);
    wait(1);
    expect(await get()).toEqual([ERROR, 'broken']);
  });

  it('is not sent when the origin answers 404', async () => {
    const { get, answers, wait } = givenCdn();
    answers(kept('one', 'max-age=60'));
    await get();
    answers(failing(404));
    wait(60);
    expect(await get()).toEqual([ERROR, 'broken']);
  });
});

describe('an error', () => {
  it.each([
    // The distribution sets the minimum of these to 0.
    [500, 'no-store', 0],
    [502, undefined, 0],
    [503, 'no-store', 0],
    [504, undefined, 0],
    [503, 'max-age=5', 5],
    // CloudFront's own minimum.
    [404, undefined, 10],
    [404, 'public, s-maxage=10', 10],
    [404, 'max-age=3', 10],
    [404, 'max-age=30', 30],
    [404, 'max-age=31536000', 86_400],
    [404, 'no-store', 0],
    [501, undefined, 10],
    [501, 'private', 0],
    // Cached only if the origin says so.
    [400, undefined, 0],
    [400, 'public, s-maxage=10', 10],
    [403, undefined, 0],
    [405, 'no-store', 0],
    // Never cached.
    [401, 'max-age=60', 0],
    [429, 'max-age=60', 0],
  ])('%i with Cache-Control: %s is kept for %i seconds', async (status, cacheControl, seconds) => {
    const { ask, get, answers, wait } = givenCdn();
    answers(failing(status, cacheControl));
    expect((await ask()).status).toBe(status);
    answers(kept('mended', KEPT));
    if (seconds > 0) {
      wait(seconds - 1);
      const again = await ask();
      expect([again.status, again.headers.get('x-cache')]).toEqual([status, ERROR]);
      expect(again.headers.get('age')).toBe(String(seconds - 1));
      wait(1);
    }
    expect(await get()).toEqual([MISS, 'mended']);
  });
});

describe('a client', () => {
  it('receives 304 when its If-None-Match matches the copy', async () => {
    const { ask, answers, asked } = givenCdn();
    const type = 'application/json';
    answers(kept('one', KEPT, { etag: '"1"', 'content-type': type }));
    for (const [condition, status] of [
      ['"1"', 304],
      ['W/"1"', 304],
      ['"0", "1"', 304],
      ['*', 304],
      ['"0"', 200],
    ] as const) {
      const response = await ask(PATH, { headers: { 'if-none-match': condition } });
      expect([response.status, await response.text()]).toEqual([
        status,
        status === 304 ? '' : 'one',
      ]);
      expect(response.headers.get('etag')).toBe('"1"');
      expect(response.headers.get('content-type')).toBe(status === 304 ? null : type);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]!.headers.has('if-none-match')).toBe(false);
  });

  it('receives the headers of a GET for HEAD, from the copy or from the origin', async () => {
    const { ask, get, asked } = givenCdn();
    const head = await ask(PATH, { method: 'HEAD' });
    expect([head.headers.get('x-cache'), await head.text()]).toEqual([MISS, '']);
    expect(await get()).toEqual([MISS, 'one']);
    const again = await ask(PATH, { method: 'HEAD' });
    expect([again.headers.get('x-cache'), await again.text()]).toEqual([HIT, '']);
    expect(again.headers.get('cache-control')).toBe(KEPT);
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it('receives the response to OPTIONS from the origin', async () => {
    const { ask, answers, asked } = givenCdn();
    answers(() => new Response(null, { status: 204, headers: { allow: 'GET' } }));
    for (const count of [1, 2]) {
      const response = await ask(PATH, { method: 'OPTIONS' });
      expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET']);
      expect(response.headers.get('x-cache')).toBe(MISS);
      expect(asked).toHaveLength(count);
    }
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is refused by the CDN: %s', async (method) => {
    const { ask, asked } = givenCdn();
    const response = await ask(PATH, { method });
    expect([response.status, response.headers.get('x-cache')]).toEqual([403, ERROR]);
    expect(asked).toEqual([]);
  });

  it('that has the secret reaches the API past the cache', async () => {
    const { ask, get, asked } = givenCdn();
    await get();
    const headers = { [ORIGIN_SECRET_HEADER]: 'any', accept: 'image/svg+xml' };
    const response = await ask(`${PATH}?other=1`, { headers });
    expect(response.headers.has('x-cache')).toBe(false);
    expect(asked[1]!.url).toBe(`http://localhost:4000${PATH}?other=1`);
    expect(Object.fromEntries(asked[1]!.headers)).toEqual(headers);
  });
});

describe('the origin', () => {
  it('receives no headers of a client, and the secret', async () => {
    const { get, asked } = givenCdn();
    const headers = { cookie: 'a=b', authorization: 'x', origin: 'https://example.com' };
    await get(PATH, { headers: { ...headers, 'accept-language': 'hi' } });
    expect(Object.fromEntries(asked[0]!.headers)).toEqual({
      [ORIGIN_SECRET_HEADER]: SECRET,
      'user-agent': 'Amazon CloudFront',
    });
  });

  it('receives only the parameters that widgets read, which are the cache key', async () => {
    const { get, asked } = givenCdn();
    const week = `${PATH}?period=WEEK&limit=10`;
    await get(`${PATH}?utm_source=mail&period=WEEK&cache=1&limit=10&`);
    expect(asked[0]!.url).toBe(`http://localhost:4000${week}`);
    expect(await get(week)).toEqual([HIT, 'one']);
    expect(await get(`${week}&_=123`)).toEqual([HIT, 'one']);
    for (const other of [
      `${PATH}?period=WEEK&limit=11`,
      `${PATH}?limit=10&period=WEEK`,
      `${PATH}?period=week&limit=10`,
      `${week}&date=2026-11-18`,
      PATH,
      '/v1/exercises/a/badge.svg?period=WEEK&limit=10',
    ]) {
      expect(await get(other), other).toEqual([MISS, 'one']);
    }
  });

  it('receives one request for concurrent clients, whose response all receive', async () => {
    const { get, answers, asked } = givenCdn();
    let arrive!: (response: Response) => void;
    answers(() => new Promise((resolve) => (arrive = resolve)));
    const clients = Array.from({ length: 20 }, () => get());
    await expect.poll(() => asked.length).toBe(1);
    arrive(new Response('one', { headers: { 'cache-control': KEPT } }));
    const received = await Promise.all(clients);
    expect(received.filter(([outcome]) => outcome === MISS)).toHaveLength(1);
    expect(received.filter(([outcome]) => outcome === HIT)).toHaveLength(19);
    expect(new Set(received.map(([, body]) => body))).toEqual(new Set(['one']));
    expect(asked).toHaveLength(1);
  });

  it('receives a request for each client if its response must not be stored', async () => {
    const { get, answers, asked } = givenCdn();
    let count = 0;
    answers(async () => kept(String((count += 1)), 'private')());
    const received = await Promise.all([get(), get(), get()]);
    expect(received.map(([, body]) => body).sort()).toEqual(['1', '2', '3']);
    expect(asked).toHaveLength(3);
  });

  it('receives the next request after one that failed without a response', async () => {
    const { get, answers } = givenCdn();
    answers(() => Promise.reject(new Error('no connection')));
    await expect(get()).rejects.toThrow('no connection');
    answers(kept('one', KEPT));
    expect(await get()).toEqual([MISS, 'one']);
  });
});

it('is in front of every widget', () => {
  const prefix = widgetCaching.path.replace('*', '');
  expect(routesOf('widgets').filter(({ route }) => !route.startsWith(`ANY ${prefix}`))).toEqual([]);
});

it('drops the responses that were not used for longest when the cache is full', async () => {
  const { get, answers } = givenCdn({ maxBytes: 10_000 });
  answers(kept('x'.repeat(1_500), KEPT));
  const outcome = async (limit: number) => (await get(`${PATH}?limit=${limit}`))[0];
  expect([await outcome(1), await outcome(2), await outcome(3)]).toEqual([MISS, MISS, MISS]);
  expect(await outcome(1)).toBe(HIT);
  expect(await outcome(4)).toBe(MISS);
  expect([await outcome(1), await outcome(3), await outcome(4)]).toEqual([HIT, HIT, HIT]);
  expect(await outcome(2)).toBe(MISS);
});
