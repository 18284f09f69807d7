import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { signInCors } from '../../functions/signInCors';
import { invokeHttpApi } from '../../local/lambda/httpApi';
import { createRouter } from '../../local/lambda/router';

const ORIGIN = 'https://frontend.example';

/** Converts a request into an event of API Gateway. */
async function eventOf(request: Request): Promise<APIGatewayProxyEventV2> {
  const events: APIGatewayProxyEventV2[] = [];
  await invokeHttpApi(
    async (event) => {
      events.push(event);
      return { statusCode: 204 };
    },
    request,
    'GET /path',
  );
  return events[0]!;
}

const answering = (result: APIGatewayProxyStructuredResultV2) =>
  invokeHttpApi(async () => result, new Request('http://api.example/'), 'GET /');

afterEach(() => vi.restoreAllMocks());

describe('a request through API Gateway', () => {
  it('becomes an event of payload format 2.0', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2020-03-12T19:03:58.390Z') });
    const event = await eventOf(
      new Request('http://api.example:4000/my/path?a=1&a=2&b=x%2Fy', {
        headers: { 'User-Agent': 'agent', 'X-Thing': 'one', cookie: 'c1=a=b; c2=d' },
      }),
    );
    vi.useRealTimers();
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /path',
      rawPath: '/my/path',
      rawQueryString: 'a=1&a=2&b=x%2Fy',
      cookies: ['c1=a=b', 'c2=d'],
      headers: {
        host: 'api.example:4000',
        'user-agent': 'agent',
        'x-thing': 'one',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '4000',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { a: '1,2', b: 'x/y' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: 'api.example:4000',
        domainPrefix: 'api',
        http: {
          method: 'GET',
          path: '/my/path',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'agent',
        },
        requestId: expect.any(String) as string,
        routeKey: 'GET /path',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: 1_584_039_838_390,
      },
      isBase64Encoded: false,
    });
  });

  it('omits fields without a value', async () => {
    const event = await eventOf(new Request('http://api.example/path'));
    expect(event).not.toHaveProperty('cookies');
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).not.toHaveProperty('body');
  });

  it('ignores the X-Forwarded headers of a client', async () => {
    const { headers } = await eventOf(
      new Request('http://api.example/', {
        headers: {
          'x-forwarded-proto': 'https',
          'x-forwarded-for': '1.2.3.4',
          'x-forwarded-port': '443',
        },
      }),
    );
    expect(headers).toMatchObject({
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '80',
    });
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/jsonx', true],
    [undefined, true],
  ])('encodes a body of type %s in base64: %s', async (type, isBase64Encoded) => {
    const event = await eventOf(
      new Request('http://api.example/', {
        method: 'POST',
        body: new TextEncoder().encode('naïve'),
        ...(type !== undefined && { headers: { 'content-type': type } }),
      }),
    );
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(
      'naïve',
    );
  });
});

describe('a response through API Gateway', () => {
  it('sets each cookie in a separate header', async () => {
    const response = await answering({ statusCode: 302, cookies: ['a=1; Path=/', 'b=2, 3'] });
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2, 3']);
  });

  it('has the status, headers and body of the function', async () => {
    const response = await answering({ statusCode: 418, headers: { 'x-n': 1 }, body: 'tea' });
    expect([response.status, response.headers.get('x-n'), await response.text()]).toEqual([
      418,
      '1',
      'tea',
    ]);
  });

  it('decodes base64', async () => {
    const body = Buffer.from([0, 255]).toString('base64');
    const response = await answering({ body, isBase64Encoded: true });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
  });

  it('is 500 when the function throws', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = await invokeHttpApi(
      () => Promise.reject(new Error('secret reason')),
      new Request('http://api.example/'),
      'GET /',
    );
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
    expect(log).toHaveBeenCalled();
  });
});

describe('the sign-in endpoints', () => {
  const said = (name: string) => async (): Promise<APIGatewayProxyStructuredResultV2> => ({
    statusCode: 200,
    headers: { 'access-control-allow-origin': '*', 'access-control-max-age': '600' },
    body: name,
  });
  const rest = createRouter(
    {
      'GET /auth/github': said('start'),
      'GET /auth/github/callback': said('callback'),
      'POST /auth/token': said('token'),
    },
    { ...signInCors, allowOrigins: [ORIGIN] },
  );
  const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
    rest(new Request(`http://api.example${path}`, { method, headers }));

  it.each([
    ['GET', '/auth/github?code_challenge=x', 'start'],
    ['GET', '/auth/github/callback?code=x', 'callback'],
    ['POST', '/auth/token', 'token'],
  ])('are routed: %s %s', async (method, path, name) => {
    const response = await ask(method, path);
    expect([response.status, await response.text()]).toEqual([200, name]);
  });

  it.each([
    ['POST', '/auth/github'],
    ['GET', '/auth/token'],
    ['HEAD', '/auth/github'],
    ['GET', '/auth/github/'],
    ['GET', '/auth/GitHub'],
    ['GET', '/auth'],
  ])('return 404 for any other route: %s %s', async (method, path) => {
    const response = await ask(method, path);
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  it('allow the frontend to read the response, and ignore CORS headers of a function', async () => {
    const { headers } = await ask('POST', '/auth/token', { origin: ORIGIN });
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-expose-headers')).toBe('retry-after');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.has('access-control-max-age')).toBe(false);
  });

  it.each([{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}])(
    'allow no other origin to read it: %j',
    async (headers) => {
      const response = await ask('POST', '/auth/token', headers);
      expect([...response.headers.keys()].filter((name) => name.startsWith('access'))).toEqual([]);
    },
  );

  const preflight = { 'access-control-request-method': 'POST' };

  it('allow the frontend to post JSON, with credentials', async () => {
    const response = await ask('OPTIONS', '/auth/token', { ...preflight, origin: ORIGIN });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toEqual({
      vary: 'Origin',
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,content-type',
    });
  });

  it.each([{ ...preflight, origin: 'https://elsewhere.example' }, { origin: ORIGIN }, preflight])(
    'allow no other preflight request: %j',
    async (headers) => {
      const response = await ask('OPTIONS', '/auth/token', headers);
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toEqual({ vary: 'Origin' });
    },
  );
});

describe('an API without CORS settings', () => {
  const named = (name: string) => async (event: APIGatewayProxyEventV2) => ({
    statusCode: 200,
    headers: { 'access-control-allow-origin': '*' },
    body: JSON.stringify([name, event.routeKey, event.pathParameters]),
  });
  const api = createRouter({
    'ANY /pets/{kind}/{id}': named('any pet'),
    'GET /pets/dog/{id}': named('a dog'),
    'GET /pets/dog/1.json': named('the first dog'),
  });
  const ask = (method: string, path: string) =>
    api(new Request(`http://api.example${path}`, { method }));

  it.each([
    ['GET', '/pets/dog/1.json', 'the first dog', 'GET /pets/dog/1.json', undefined],
    ['GET', '/pets/dog/2%2F3', 'a dog', 'GET /pets/dog/{id}', { id: '2/3' }],
    ['GET', '/pets/dog/1-json', 'a dog', 'GET /pets/dog/{id}', { id: '1-json' }],
    ['POST', '/pets/dog/2', 'any pet', 'ANY /pets/{kind}/{id}', { kind: 'dog', id: '2' }],
    ['OPTIONS', '/pets/cat/%', 'any pet', 'ANY /pets/{kind}/{id}', { kind: 'cat', id: '%' }],
  ])(
    'routes %s %s to the most specific route: %s',
    async (method, path, name, route, parameters) => {
      const response = await ask(method, path);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual(
        JSON.parse(JSON.stringify([name, route, parameters])) as unknown,
      );
    },
  );

  it.each(['/pets/dog', '/pets/dog/', '/pets/dog/1/2', '/v1/pets/dog/1'])(
    'has no route for %s',
    async (path) => {
      expect((await ask('GET', path)).status).toBe(404);
    },
  );
});
