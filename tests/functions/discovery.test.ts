import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { API_KEY } from '../../local/config';
import { invokeHttpApi } from '../../local/lambda/httpApi';
import { BASE, FRONTEND, givenWorld } from './world';

await givenWorld();
const { handler } = await import('../../functions/discovery');

const PATH = '/.well-known/akasha-labs.json';
const ROUTE = `GET ${PATH}`;

const authIn = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { auth: unknown }).auth;

describe(`GET ${PATH}`, () => {
  it('returns the addresses of the stage and its public key, and nothing else', async () => {
    const response = await fetch(BASE + PATH);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      graphql: `${BASE}/graphql`,
      apiKey: API_KEY,
      auth: BASE,
      site: FRONTEND,
    });
  });

  it('is JSON that caches keep for a minute', async () => {
    const { headers } = await fetch(BASE + PATH);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['https://api.example', 'https://api.example'],
    ['http://localhost:4100', 'http://localhost:4100'],
  ])('names the host that was asked: %s', async (origin, auth) => {
    expect(await authIn(await invokeHttpApi(handler, new Request(origin + PATH), ROUTE))).toBe(
      auth,
    );
  });

  it('takes the host from API Gateway, not from a header of the client', async () => {
    const claims = { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example' };
    const response = await invokeHttpApi(
      async (event: APIGatewayProxyEventV2) =>
        handler({ ...event, headers: { ...event.headers, ...claims } }),
      new Request(`https://api.example${PATH}`),
      ROUTE,
    );
    expect(await authIn(response)).toBe('https://api.example');
  });

  it.each(['POST', 'HEAD', 'DELETE'])('serves no %s', async (method) => {
    expect((await fetch(BASE + PATH, { method })).status).toBe(404);
  });
});
