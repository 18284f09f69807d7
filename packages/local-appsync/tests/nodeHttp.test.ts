import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveApi, type ServedApi } from '../src/http/serve';
import { listen, type Server } from '../../../local/server';
import { answers, givenApi } from './givenApi';

const api = givenApi({
  schema: 'type Query { value: String }',
  resolvers: { 'Query.value': { code: answers("'a'"), source: 'none' } },
});

const tooLarge = {
  errors: [
    {
      errorType: 'RequestEntityTooLargeException',
      message: 'Request body is larger than 1048576 bytes.',
    },
  ],
};

let own: ServedApi;
let stack: Server;
beforeAll(async () => {
  own = await serveApi(api);
  const handlers = [['/', () => Promise.reject(new Error('broken'))]] as const;
  stack = await listen(0, Promise.resolve({ graphql: (request) => api.handle(request), handlers }));
});
afterAll(() => Promise.all([own.close(), stack.close()]));

/** A connection to one of the servers, and what it has received so far. */
async function open(server: 'own' | 'stack'): Promise<{ socket: Socket; received(): string }> {
  const port = server === 'own' ? Number(new URL(own.graphqlUrl).port) : stack.port;
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  await once(socket, 'connect');
  return { socket, received: () => received };
}

const head = (path: string, ...fields: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Authorization: token', ...fields, '', ''].join(
    '\r\n',
  );

const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

describe.each(['own', 'stack'] as const)('the server (%s)', (server) => {
  it('refuses a body that is too long before it arrives, and closes afterwards', async () => {
    const { socket, received } = await open(server);
    const length = 1_048_577;
    socket.write(head('/graphql', `Content-Length: ${length}`));
    await once(socket, 'data');
    expect(received()).toMatch(/^HTTP\/1\.1 413 .*\r\n/);
    expect(received()).toMatch(/^x-amzn-errortype: RequestEntityTooLargeException\r$/im);
    expect(bodyOf(received())).toEqual(tooLarge);
    expect(socket.readableEnded).toBe(false);
    socket.write(Buffer.alloc(length, ' '));
    await once(socket, 'end');
  });

  it('refuses a chunked body, and a client that keeps sending gets the response', async () => {
    const { socket, received } = await open(server);
    socket.write(head('/graphql', 'Transfer-Encoding: chunked'));
    const chunk = `10000\r\n${' '.repeat(0x1_0000)}\r\n`;
    for (let sent = 0; sent < 64; sent += 1) socket.write(chunk);
    socket.write('0\r\n\r\n');
    await once(socket, 'end');
    expect(bodyOf(received())).toEqual(tooLarge);
  });

  it('accepts a body of exactly the limit', async () => {
    const { socket, received } = await open(server);
    const body = '{"query":"{ value }"}'.padEnd(1_048_576);
    socket.end(head('/graphql', `Content-Length: ${body.length}`, 'Connection: close') + body);
    await once(socket, 'end');
    expect(bodyOf(received())).toEqual({ data: { value: 'a' } });
  });

  it.each(['http://elsewhere/graphql', 'HTTP://localhost:1/graphql?a'])(
    'accepts the absolute address %s as its path',
    async (address) => {
      const { socket, received } = await open(server);
      const body = '{"query":"{ value }"}';
      socket.end(head(address, `Content-Length: ${body.length}`, 'Connection: close') + body);
      await once(socket, 'end');
      expect(bodyOf(received())).toEqual({ data: { value: 'a' } });
    },
  );

  it.each(['*', 'http://', 'http://a:b@localhost/graphql', 'ftp://localhost/graphql'])(
    'refuses %s, which is not one of its addresses',
    async (address) => {
      const { socket, received } = await open(server);
      socket.end(head(address, 'Connection: close'));
      await once(socket, 'end');
      expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  it('logs nothing when a client hangs up', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { socket } = await open(server);
    socket.write(head('/graphql', 'Content-Length: 10'));
    socket.destroy();
    await once(socket, 'close');
    const response = await fetch(
      server === 'own' ? own.graphqlUrl : `http://localhost:${stack.port}/graphql`,
    );
    expect(response.status).toBe(400);
    expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('the server', () => {
  it('responds to an internal fault without its message, and logs it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = await fetch(`http://localhost:${stack.port}/elsewhere`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      errors: [
        {
          errorType: 'InternalFailure',
          message: expect.stringMatching(/^Internal failure, see the log/),
        },
      ],
    });
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^Internal failure/),
      new Error('broken'),
    );
    vi.restoreAllMocks();
  });
});

describe('a response', () => {
  const wide = givenApi({
    schema: 'type Query { a: String b: String }',
    resolvers: {
      'Query.a': { code: answers('ctx.result'), source: 'long' },
      'Query.b': { code: answers('ctx.result'), source: 'long' },
    },
    sources: { long: { invoke: () => Promise.resolve({ result: 'a'.repeat(3_000_000) }) } },
  });
  const ask = async (query: string): Promise<unknown> => {
    const headers = { authorization: 'token' };
    const { body } = await wide.handle({
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    return JSON.parse(String(body));
  };

  it('has at most 5 MB', async () => {
    expect(await ask('{ a }')).toMatchObject({ data: { a: expect.any(String) } });
    expect(await ask('{ a b }')).toEqual({
      data: null,
      errors: [{ path: null, locations: null, message: 'Response is larger than 5242880 bytes.' }],
    });
  });
});
