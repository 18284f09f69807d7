import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORIGIN_SECRET } from '../../local/config';
import { ORIGIN_SECRET_HEADER } from '../../model/cdn';
import { openExercise, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { fetchWidget } from '../support/widgets';

const { url } = await givenStack();

const stats = `exercises/${openExercise.id}/stats.json`;
const get = (path: string, init?: RequestInit) => fetch(`${url}/v1/${path}`, init);
const completionsIn = async (response: Response) =>
  ((await response.json()) as { completions: number }).completions;

describe('the widgets of the local stack', () => {
  it('come from the cache of the CDN, while the API itself has the current numbers', async () => {
    const first = await get(stats);
    expect(first.headers.get('x-cache')).toBe('Miss from cloudfront');
    expect(await completionsIn(first)).toBe(0);

    const { token } = await givenPerson('ada');
    await submit(url, token, openExercise.id, rightHash(openExercise));

    const second = await get(`${stats}?utm_source=mail`, { headers: { cookie: 'a=b' } });
    expect(second.headers.get('x-cache')).toBe('Hit from cloudfront');
    expect(second.headers.get('age')).toMatch(/^\d+$/);
    expect(await completionsIn(second)).toBe(0);

    const current = await fetchWidget(url, stats);
    expect(current.headers.has('x-cache')).toBe(false);
    expect(await completionsIn(current)).toBe(1);
  });

  it('return 304 from the cache', async () => {
    const etag = (await get(stats)).headers.get('etag')!;
    const again = await get(stats, { headers: { 'if-none-match': etag } });
    expect([again.status, again.headers.get('x-cache')]).toEqual([304, 'Hit from cloudfront']);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each(['', '?period=WEEK', '?date=2020-01-01&period=MONTH', '?limit=0', '?period=DAY'])(
    'are the same from the CDN and from the API: leaderboard.json%s',
    async (query) => {
      const path = `leaderboard.json${query}`;
      const [viaCdn, direct] = await Promise.all([get(path), fetchWidget(url, path)]);
      expect(viaCdn.status).toBe(direct.status);
      expect(await viaCdn.json()).toEqual(await direct.json());
    },
  );

  it('return a cached error with its age', async () => {
    const path = 'exercises/no-such-exercise/badge.svg';
    await get(path);
    const again = await get(path);
    expect([again.status, again.headers.get('x-cache')]).toEqual([404, 'Error from cloudfront']);
    expect(again.headers.has('age')).toBe(true);
  });

  it('accept only the methods of the distribution', async () => {
    const response = await get(stats, { method: 'POST' });
    expect([response.status, response.headers.get('x-cache')]).toEqual([
      403,
      'Error from cloudfront',
    ]);
    const preflight = await get(stats, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('x-cache')]).toEqual([
      204,
      'Miss from cloudfront',
    ]);
  });

  it('are refused by the API without the right secret', async () => {
    const response = await get(stats, { headers: { [ORIGIN_SECRET_HEADER]: 'guessed' } });
    expect([response.status, response.headers.has('x-cache')]).toEqual([403, false]);
    expect(await response.json()).toMatchObject({ error: { type: 'InvalidInput' } });
  });

  it('do not send the secret to clients', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await get(stats, { method });
      expect(headers.has(ORIGIN_SECRET_HEADER)).toBe(false);
    }
  });

  it('can be read past the cache, as the documentation shows', () => {
    const docs = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
    expect(docs).toContain(`curl -s -H '${ORIGIN_SECRET_HEADER}: ${ORIGIN_SECRET}' http`);
  });
});
