import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { httpSource } from '../../../local/appsync/sources/http';
import { givenFreePort } from '../../support/port';
import { ask, givenApi } from '../givenApi';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';
const REFERENCE = `${GUIDE}resolver-reference-http-js.html`;
const TUTORIAL = `${GUIDE}tutorial-http-resolvers-js.html`;
const HELPERS = `${GUIDE}http-helpers-in-utils-http-js.html`;
const SAMPLES = 'https://github.com/aws-samples/aws-appsync-resolver-samples';
const ENDPOINT =
  'https://docs.aws.amazon.com/appsync/latest/APIReference/API_HttpDataSourceConfig.html';
const RFC_3986 = 'https://www.rfc-editor.org/rfc/rfc3986';

/** What a server that answers with what it got says of a request. */
interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    const body = Buffer.concat(chunks).toString('base64');
    response.end(JSON.stringify({ method, url, headers, body }));
  });
};

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** A source whose endpoint answers so. */
async function answering(listener: RequestListener) {
  const server = createServer(listener);
  const port = await listening(server);
  onTestFinished(() => {
    close(server);
  });
  return httpSource({ endpoint: `http://127.0.0.1:${port}` });
}

const echoServer = createServer(echo);
const echoPort = await listening(echoServer);
afterAll(() => {
  close(echoServer);
});
const echoSource = httpSource({ endpoint: `http://127.0.0.1:${echoPort}` });

const get = { method: 'GET', resourcePath: '/' };

async function echoed(request: object): Promise<Echo> {
  const { result, error } = await echoSource.invoke({ ...get, ...request }, 'Query.field');
  expect(error).toBeUndefined();
  return JSON.parse((result as { body: string }).body) as Echo;
}

describe('a request', () => {
  it.each([
    ['nothing', REFERENCE, null, "Value for field '$' not valid."],
    ['method-missing', REFERENCE, { resourcePath: '/' }, "Value for field '$[method]' not found."],
    [
      'method-unknown',
      REFERENCE,
      { ...get, method: 'HEAD' },
      "Value for field '$[method]' not valid.",
    ],
    ['method-case', REFERENCE, { ...get, method: 'get' }, "Value for field '$[method]' not valid."],
    ['path-missing', REFERENCE, { method: 'GET' }, "Value for field '$[resourcePath]' not found."],
    [
      'path-relative',
      REFERENCE,
      { ...get, resourcePath: '@elsewhere.example/' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-space',
      RFC_3986,
      { ...get, resourcePath: '/a b' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-fragment',
      RFC_3986,
      { ...get, resourcePath: '/a#b' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-line',
      RFC_3986,
      { ...get, resourcePath: '/ HTTP/1.1\r\nHost: x' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    ['member-unknown', REFERENCE, { ...get, body: 'x' }, "Unsupported element '$[body]'."],
    [
      'params-unknown',
      REFERENCE,
      { ...get, params: { path: '/' } },
      "Unsupported element '$[params][path]'.",
    ],
    [
      'params-no-object',
      REFERENCE,
      { ...get, params: [] },
      "Value for field '$[params]' not valid.",
    ],
    [
      'version-old',
      TUTORIAL,
      { ...get, version: '2017-02-28' },
      "Value for field '$[version]' not valid.",
    ],
    [
      'query-number',
      REFERENCE,
      { ...get, params: { query: { limit: 1 } } },
      "Value for field '$[params][query][limit]' not valid.",
    ],
    [
      'query-half-a-character',
      RFC_3986,
      { ...get, params: { query: { q: '\ud800' } } },
      "Value for field '$[params][query][q]' not valid.",
    ],
    [
      'headers-list',
      REFERENCE,
      { ...get, params: { headers: ['a'] } },
      "Value for field '$[params][headers]' not valid.",
    ],
    [
      'header-repeated',
      REFERENCE,
      { ...get, params: { headers: { 'x-a': ['1', '2'] } } },
      "Value for field '$[params][headers][x-a]' not valid.",
    ],
    [
      'header-name',
      REFERENCE,
      { ...get, params: { headers: { 'x a': '1' } } },
      "Value for field '$[params][headers][x a]' not valid.",
    ],
    [
      'header-line',
      REFERENCE,
      { ...get, params: { headers: { 'x-a': '1\r\nx-b: 2' } } },
      "Value for field '$[params][headers][x-a]' not valid.",
    ],
    [
      'content-type',
      REFERENCE,
      { ...get, params: { headers: { 'Content-Type': 'image/png' } } },
      "Value for field '$[params][headers][Content-Type]' not valid.",
    ],
    [
      'charset',
      REFERENCE,
      { ...get, params: { headers: { 'content-type': 'text/plain; charset=none' }, body: 'x' } },
      "Value for field '$[params][body]' not valid.",
    ],
    [
      'body-no-json',
      REFERENCE,
      { ...get, params: { body: 1n } },
      "Value for field '$[params][body]' not valid.",
    ],
  ])('is refused: %s (%s)', async (_id, _source, request, message) => {
    expect(await echoSource.invoke(request, 'Query.field')).toEqual({
      result: null,
      error: { type: 'MappingTemplate', message },
    });
  });

  it.each(['Host', 'connection', 'Expect', 'Transfer-Encoding', 'content-length'])(
    `is refused with the header %s (${REFERENCE})`,
    async (name) => {
      const request = { ...get, params: { headers: { [name]: '1' } } };
      expect((await echoSource.invoke(request, 'Query.field')).error).toEqual({
        type: 'MappingTemplate',
        message: `Unsupported element '$[params][headers][${name}]'.`,
      });
    },
  );

  it(`goes without the user agent that copyHeaders leaves in (${HELPERS})`, async () => {
    const { headers } = await echoed({ params: { headers: { 'User-Agent': 'me', 'X-A': '1' } } });
    expect(headers).toEqual({
      'x-a': '1',
      host: `127.0.0.1:${echoPort}`,
      connection: 'keep-alive',
    });
  });

  it.each(['PUT', 'POST', 'GET', 'DELETE', 'PATCH'])(
    `has the method %s (${REFERENCE})`,
    async (method) => {
      const sent = await echoed({ method, resourcePath: '/v1/users', params: { body: 'b' } });
      expect(sent).toMatchObject({ method, url: '/v1/users', body: 'Yg==' });
    },
  );

  it.each([
    ['none', REFERENCE, '/v1', undefined, '/v1'],
    ['empty', REFERENCE, '/v1', {}, '/v1'],
    ['one', REFERENCE, '/v1', { type: 'json' }, '/v1?type=json'],
    ['several', REFERENCE, '/', { a: '1', b: '' }, '/?a=1&b='],
    ['encoded', RFC_3986, '/', { 'k&': 'a b&c=d/é+' }, '/?k%26=a%20b%26c%3Dd%2F%C3%A9%2B'],
    ['after-query', REFERENCE, '/v1?a=1', { b: '2' }, '/v1?a=1&b=2'],
    ['verbatim', RFC_3986, '/a%20b/../c//', { b: '2' }, '/a%20b/../c//?b=2'],
  ])('has a query: %s (%s)', async (_id, _source, resourcePath, query, url) => {
    expect((await echoed({ resourcePath, params: { query } })).url).toBe(url);
  });

  it.each([
    ['text', REFERENCE, undefined, 'body é', 'body é', 'utf8'],
    ['object', REFERENCE, 'application/json', { a: ['é'] }, '{"a":["é"]}', 'utf8'],
    ['list', REFERENCE, 'application/json', [1], '[1]', 'utf8'],
    ['utf-8', REFERENCE, 'text/plain; charset=UTF-8', 'é', 'é', 'utf8'],
    ['latin-1', REFERENCE, 'text/plain;charset="iso-8859-1"', 'é', 'é', 'latin1'],
    ['form', SAMPLES, 'application/x-www-form-urlencoded', 'a=1', 'a=1', 'utf8'],
    ['empty', REFERENCE, undefined, '', '', 'utf8'],
  ] as const)('has a body: %s (%s)', async (_id, _source, type, body, text, encoding) => {
    const headers = type && { 'Content-Type': type };
    const sent = await echoed({ method: 'POST', params: { headers, body } });
    const bytes = Buffer.from(text, encoding);
    expect(sent.body).toBe(bytes.toString('base64'));
    expect(sent.headers['content-length']).toBe(String(bytes.length));
    expect(sent.headers['content-type']).toBe(type);
  });

  it(`may name the version, as the tutorial does (${TUTORIAL})`, async () => {
    const headers = { 'Content-Type': 'application/json' };
    const sent = await echoed({ version: '2018-05-29', params: { headers } });
    expect(sent.headers['content-type']).toBe('application/json');
  });
});

describe('a response', () => {
  const invoke = async (listener: RequestListener) =>
    (await answering(listener)).invoke(get, 'Query.field');

  it.each([200, 201, 204, 400, 404, 500, 503])(
    `of any status is a result: %d (${TUTORIAL})`,
    async (status) => {
      const answer = await invoke((_, response) => {
        response.writeHead(status).end();
      });
      expect(answer).toMatchObject({ result: { statusCode: status, body: '' } });
      expect(answer.error).toBeUndefined();
    },
  );

  it('that redirects is a result', async () => {
    const listener = vi.fn<RequestListener>((_, response) => {
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect(await invoke(listener)).toMatchObject({
      result: { statusCode: 302, headers: { Location: '/elsewhere' } },
    });
    expect(listener).toHaveBeenCalledOnce();
  });

  it('has headers as they were written, one that is repeated as a list', async () => {
    const { result } = await invoke((_, response) => {
      response.sendDate = false;
      response.writeHead(200, [
        ...['Content-Type', 'text/plain', 'x-a', '1', 'X-A', '2', 'Content-Length', '2'],
        ...['Connection', 'close'],
      ]);
      response.end('ok');
    });
    expect(result).toEqual({
      statusCode: 200,
      headers: {
        'Content-Type': 'text/plain',
        'x-a': '1, 2',
        'Content-Length': '2',
        Connection: 'close',
      },
      body: 'ok',
    });
  });

  it.each([
    ['json', 'application/json', Buffer.from('{"a":1}'), '{"a":1}'],
    ['utf-8', undefined, Buffer.from('é'), 'é'],
    ['latin-1', 'text/plain; charset=ISO-8859-1', Buffer.from('é', 'latin1'), 'é'],
    ['byte-order-mark', undefined, Buffer.from('\ufeffa'), '\ufeffa'],
    ['unknown-charset', 'text/plain; charset=none', Buffer.from('é'), 'é'],
  ])(`has a body that is a text: %s (${TUTORIAL})`, async (_id, type, bytes, body) => {
    const answer = await invoke((_, response) => {
      if (type) response.setHeader('Content-Type', type);
      response.end(bytes);
    });
    expect(answer).toMatchObject({ result: { body } });
  });

  const MAX = 5 * 1024 * 1024;

  it('has a body of at most 5 MB', async () => {
    const answer = await invoke((_, response) => {
      response.end(Buffer.alloc(MAX, 'x'));
    });
    expect((answer.result as { body: string }).body.length).toBe(MAX);
  });

  it('is too large with one byte more, and not read on', async () => {
    // It never ends: an answer that waits for the end does not come.
    const answer = await invoke((_, response) => {
      response.write(Buffer.alloc(MAX + 1, 'x'));
    });
    expect(answer).toEqual({
      result: null,
      error: { type: 'MappingTemplate', message: 'Transformation too large' },
    });
  });
});

describe(`a response that does not arrive (aws/aws-appsync-community#43, #79)`, () => {
  const TRANSPORT = 'Http:HttpRequestException';

  it('is an error when nobody listens', async () => {
    const port = await givenFreePort();
    const source = httpSource({ endpoint: `http://127.0.0.1:${port}` });
    expect(await source.invoke(get, 'Query.field')).toEqual({
      result: null,
      error: { type: TRANSPORT, message: `connect ECONNREFUSED 127.0.0.1:${port}` },
    });
  });

  it('has a reason also when a host has several addresses', async () => {
    const port = await givenFreePort();
    type Answer = (error: null, addresses: { address: string; family: number }[]) => void;
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
      _host: string,
      _options: object,
      answer: Answer,
    ) => {
      answer(null, addresses);
    }) as unknown as typeof dns.lookup);
    onTestFinished(() => {
      lookup.mockRestore();
    });
    const source = httpSource({ endpoint: `http://several.test:${port}` });
    const { error } = await source.invoke(get, 'Query.field');
    expect(error).toEqual({
      type: TRANSPORT,
      message: 'ECONNREFUSED',
    });
  });

  it.each<[id: string, listener: RequestListener]>([
    ['hung-up', (request) => request.socket.destroy()],
    ['no-http', (request) => request.socket.end('nonsense\r\n\r\n')],
    [
      'half-a-body',
      (request, response) => {
        response.writeHead(200, { 'Content-Length': '10' });
        response.write('half', () => request.socket.destroy());
      },
    ],
  ])('is an error: %s', async (_id, listener) => {
    const { result, error } = await (await answering(listener)).invoke(get, 'Query.field');
    expect(result).toBeNull();
    expect(error).toEqual({ type: TRANSPORT, message: expect.stringMatching(/./) as string });
  });

  it.each<[id: string, begin: (response: ServerResponse, then: () => void) => void]>([
    ['silent', (_, then) => then()],
    ['slow-body', (response, then) => response.write('half', () => setImmediate(then))],
  ])('within 30 seconds is an error: %s', async (_id, begin) => {
    const limits: number[] = [];
    let pass: () => void = () => undefined;
    const server = createServer((_, response) => {
      begin(response, () => {
        pass();
      });
    });
    const port = await listening(server);
    onTestFinished(() => {
      close(server);
    });
    const source = httpSource({
      endpoint: `http://127.0.0.1:${port}`,
      timer: (milliseconds, then) => {
        limits.push(milliseconds);
        pass = then;
        return () => undefined;
      },
    });
    expect(await source.invoke(get, 'Query.field')).toEqual({
      result: null,
      error: { type: 'Http:ExecutionTimeoutException', message: 'execution timed out' },
    });
    expect(limits).toEqual([30_000]);
  });

  it('is not waited for once it is there', async () => {
    const cancel = vi.fn();
    const endpoint = `http://127.0.0.1:${echoPort}`;
    await httpSource({ endpoint, timer: () => cancel }).invoke(get, 'Query.field');
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('an https endpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'http-source-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ],
    { stdio: 'pipe' },
  );
  const certificate = readFileSync(cert, 'utf8');

  async function givenHttps() {
    const server = createHttpsServer({ key: readFileSync(key), cert: certificate }, echo);
    const port = await listening(server);
    onTestFinished(() => {
      close(server);
    });
    return httpSource({ endpoint: `https://127.0.0.1:${port}` });
  }

  it('is asked over TLS', async () => {
    globalAgent.options.ca = certificate;
    onTestFinished(() => {
      delete globalAgent.options.ca;
    });
    const source = await givenHttps();
    expect(await source.invoke({ ...get, resourcePath: '/a' }, 'Query.field')).toMatchObject({
      result: { statusCode: 200, body: expect.stringContaining('"url":"/a"') as string },
    });
  });

  it(`needs a certificate that is trusted (${GUIDE}http-cert-authorities.html)`, async () => {
    const source = await givenHttps();
    expect(await source.invoke(get, 'Query.field')).toEqual({
      result: null,
      error: { type: 'Http:HttpRequestException', message: 'self-signed certificate' },
    });
  });
});

describe(`an endpoint (${ENDPOINT})`, () => {
  it.each([
    ['none', 'example.com'],
    ['scheme', 'ftp://example.com'],
    ['path', 'http://example.com/v1'],
    ['query', 'http://example.com/?a=1'],
    ['credentials', 'http://me:secret@example.com'],
  ])('is refused: %s', (_id, endpoint) => {
    expect(() => httpSource({ endpoint })).toThrow(endpoint);
  });
});

describe(`a resolver (${TUTORIAL})`, () => {
  it('reads the status and the body', async () => {
    const api = givenApi({
      schema: 'type Query { user(id: ID!): String } type Mutation { none: String }',
      sources: {
        http: await answering((request, response) => {
          response.statusCode = request.url === '/v1/users/1' ? 200 : 404;
          response.end(response.statusCode === 200 ? '{"name":"nadia"}' : 'no such user');
        }),
      },
      resolvers: {
        'Query.user': {
          source: 'http',
          code: `
            import { util } from '@aws-appsync/utils';
            export function request(ctx) {
              return {
                method: 'GET',
                resourcePath: '/v1/users/' + ctx.args.id,
                params: { headers: util.http.copyHeaders(ctx.request.headers) },
              };
            }
            export function response(ctx) {
              const { statusCode, body } = ctx.result;
              if (statusCode === 200) return JSON.parse(body).name;
              util.appendError(body, \`\${statusCode}\`);
            }
          `,
        },
      },
    });
    expect(await ask(api, '{ user(id: 1) }')).toEqual({ data: { user: 'nadia' } });
    expect(await ask(api, '{ user(id: 2) }')).toMatchObject({
      data: { user: null },
      errors: [{ message: 'no such user', errorType: '404' }],
    });
  });
});
