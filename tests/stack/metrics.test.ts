import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { describe, expect, it } from 'vitest';
import { signIn } from '../../local/signIn';
import type { Series } from '../../local/metrics/totals';
import { metrics } from '../../model/metrics';
import { openExercise, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { givenStack } from '../support/stack';

const { url, streams } = await givenStack({ streams: true });

const stack = { service: 'akasha-labs', stage: 'local' };
const badge = `/v1/exercises/${openExercise.id}/badge.svg`;
const { token } = await signIn(url, 'ada');
await submit(url, token, openExercise.id, rightHash(openExercise));
await streams!.drained();
await fetch(`${url}${badge}`);
await fetch(`${url}/auth/token`, { method: 'POST', body: '{}' });

const get = (accept: string, path = '/metrics', method = 'GET') =>
  fetch(`${url}${path}`, { method, headers: { accept } });

const read = async () => (await (await get('application/json')).json()) as Series[];

const seriesOf = async (name: keyof typeof metrics) =>
  (await read()).filter((series) => series.name === name);

describe('/metrics after a sign-in and a completion', () => {
  it('counts sign-ins by their outcome', async () => {
    expect(await seriesOf('SignIn')).toEqual([
      expect.objectContaining({
        dimensions: { ...stack, outcome: 'signed_in' },
        unit: 'Count',
        sum: 1,
      }),
      expect.objectContaining({
        dimensions: { ...stack, outcome: 'invalid_request' },
        sum: 1,
      }),
    ]);
  });

  it.each(['AnnounceLag', 'RankLag'] as const)(
    'has the lag of the completion: %s',
    async (name) => {
      const [lag, ...others] = await seriesOf(name);
      expect(others).toEqual([]);
      expect(lag).toMatchObject({ count: 1, unit: 'Milliseconds' });
      expect(lag!.sum).toBeGreaterThan(0);
      expect(lag!.sum).toBeLessThan(60_000);
    },
  );

  it('has the response time and the errors of each route', async () => {
    const routes = [
      'GET /auth/github',
      'GET /auth/github/callback',
      'POST /auth/token',
      'ANY /v1/exercises/{id}/badge.svg',
    ];
    for (const name of ['ResponseTime', 'Errors'] as const) {
      const some = await seriesOf(name);
      expect(some.map(({ dimensions }) => dimensions['route'])).toEqual(routes);
      expect(some.map(({ count }) => count)).toEqual([1, 1, 2, 1]);
    }
    const errors = await seriesOf('Errors');
    expect(errors.map(({ sum }) => sum)).toEqual([0, 0, 0, 0]);
    for (const { min, max } of await seriesOf('ResponseTime')) {
      expect(min).toBeGreaterThan(0);
      expect(max).toBeLessThan(60_000);
    }
  });

  it('names no person', async () => {
    const reported = (await read()).flatMap(({ dimensions }) => Object.keys(dimensions));
    expect(new Set(reported)).toEqual(new Set(['service', 'stage', 'outcome', 'route']));
    expect(await (await get('*/*')).text()).not.toMatch(/ada|\d{6,}"/);
  });
});

describe('/metrics', () => {
  it('is in Prometheus’s text format, unless a client accepts another', async () => {
    const response = await get('*/*');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(parsePrometheusTextFormat(await response.text())).toEqual(
      expect.arrayContaining([
        {
          name: 'akasha_labs_sign_in_total',
          help: '',
          type: 'COUNTER',
          metrics: ['signed_in', 'invalid_request'].map((outcome) => ({
            labels: { ...stack, outcome },
            value: '1',
          })),
        },
        {
          name: 'akasha_labs_rank_lag_milliseconds',
          help: '',
          type: 'SUMMARY',
          metrics: [expect.objectContaining({ labels: stack, count: '1' })],
        },
        {
          name: 'akasha_labs_rank_lag_milliseconds_max',
          help: '',
          type: 'GAUGE',
          metrics: [expect.objectContaining({ labels: stack })],
        },
      ]),
    );
  });

  it('is a page with every metric for browsers', async () => {
    const response = await get('text/html,application/xhtml+xml,*/*;q=0.8');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    for (const name of Object.keys(metrics)) expect(page).toContain(`<h2>${name}</h2>`);
    expect(page).toContain('<td>signed_in</td><td>1</td><td>1</td>');
    expect(page).toContain('<td>ANY /v1/exercises/{id}/badge.svg</td>');
  });

  it('is read only, and only at its path', async () => {
    const refused = await get('*/*', '/metrics', 'POST');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await (await get('*/*', '/metrics', 'HEAD')).text()).toBe('');
    expect((await get('*/*', '/metrics/of/others')).status).toBe(404);
  });
});
