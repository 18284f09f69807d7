import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { loadResourceData } from 'sst/resource/shared';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { linkResources } from '../../local/resources';

const SECRET = 'a secret for tests that is long enough';
const LIMIT_MS = 3_000;
const STEP_MS = 10;

let server: Server | undefined;
const sockets = new Set<Socket>();

/** The endpoint of a DynamoDB that does with a connection what it is told. */
async function dynamoThat(answers: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answers(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close() {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
}

/**
 * Asks an authorizer that is linked to this DynamoDB. Its clock goes on only while it waits: how busy
 * this machine is makes no difference.
 * @returns what it answers, and after how many milliseconds of its own
 */
async function ask(dynamoEndpoint: string, jwtSecret = SECRET) {
  linkResources({ url: '', frontendUrl: '', dynamoEndpoint, jwtSecret });
  loadResourceData({ JwtSecret: { value: jwtSecret } });
  vi.resetModules();
  const { handler } = await import('../../functions/authorizer');
  const { signJwt } = await import('../../functions/lib/jwt');
  const exp = Math.floor(Date.now() / 1000) + 60;
  const token =
    jwtSecret === SECRET ? signJwt('akasha-labs/session', { sub: '1', jti: 'one', exp }) : 'a.b.c';
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('Too late', 'TimeoutError')), ms);
    return controller.signal;
  });
  let result: unknown;
  void handler({ authorizationToken: token } as AppSyncAuthorizerEvent).then((answer) => {
    result = answer;
  });
  let took = 0;
  while (result === undefined && took < 2 * LIMIT_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    took += STEP_MS;
    // What sockets have to say comes between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  vi.useRealTimers();
  const logged = inspect(log.mock.calls, { depth: Infinity, showHidden: true });
  return { result, took, logged, token };
}

describe('authorizer, when something fails', () => {
  afterEach(() => {
    close();
    vi.restoreAllMocks();
  });

  const connect: [string, () => Promise<string>][] = [
    [
      'nothing listens',
      async () => {
        const endpoint = await dynamoThat(() => undefined);
        close();
        return endpoint;
      },
    ],
    ['every connection is dropped', () => dynamoThat((socket) => socket.destroy())],
    ['no answer ever comes', () => dynamoThat(() => undefined)],
    [
      'an answer begins and never ends',
      () =>
        dynamoThat((socket) =>
          socket.write(
            'HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 99\r\n\r\n{',
          ),
        ),
    ],
    [
      'DynamoDB answers 500',
      () =>
        dynamoThat((socket) =>
          socket.on('data', () =>
            socket.write('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}'),
          ),
        ),
    ],
  ];

  it.each(connect)('refuses within 3 seconds when %s', async (_, endpoint) => {
    const { result, took, logged, token } = await ask(await endpoint());
    expect(result).toEqual({ isAuthorized: false, ttlOverride: 0 });
    expect(took).toBeLessThanOrEqual(LIMIT_MS);
    expect(logged).toContain('could not be looked up');
    expect(logged).not.toContain(token);
    expect(logged).not.toContain(token.split('.')[2]);
    expect(logged).not.toContain(SECRET);
  });

  it('refuses everything when the secret is too short to be one', async () => {
    const { result, logged } = await ask('http://127.0.0.1:1', 'short-secret');
    expect(result).toEqual({ isAuthorized: false, ttlOverride: 0 });
    expect(logged).toContain('JwtSecret must have at least 32 bytes');
    expect(logged).not.toContain('short-secret');
  });
});
