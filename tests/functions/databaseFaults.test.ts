import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { loadResourceData } from 'sst/resource/shared';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpApiHandler } from '../../functions/lib/http';
import { invokeHttpApi } from '../../local/lambda/httpApi';
import { linkResources } from '../../local/resources';
import { onWaitingClock } from '../support/waitingClock';
import { PAST_CDN } from '../support/widgets';

const SECRET = 'a secret for tests that is long enough';

let server: Server | undefined;
const sockets = new Set<Socket>();

/** Starts a fake DynamoDB that handles each connection with `answers`. @returns its endpoint */
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

interface Answer {
  readonly status: string;
  readonly body: string;
}

const textOf = ({ status, body }: Answer): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const answer = (status: string, body: string) => (socket: Socket) =>
  socket.on('data', () => socket.write(textOf({ status, body })));

const THROTTLED: Answer = {
  status: '400 Bad Request',
  body: '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}',
};

/** Faults that fail immediately, so that the next attempt may succeed. */
const shortFaults: [string, (socket: Socket) => unknown][] = [
  ['connections are dropped', (socket) => socket.destroy()],
  ['DynamoDB throttles', (socket) => socket.write(textOf(THROTTLED))],
];

/** Applies a fault to every request while `isFailing` is true, and then returns `body`. */
const failing =
  (isFailing: () => boolean, fault: (socket: Socket) => unknown, body: string) =>
  (socket: Socket) =>
    socket.on('data', () =>
      isFailing() ? fault(socket) : socket.write(textOf({ status: '200 OK', body })),
    );

const faults: [string, () => Promise<string>][] = [
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
  ['DynamoDB answers 500', () => dynamoThat(answer('500 Internal Server Error', '{}'))],
  ['DynamoDB throttles', () => dynamoThat(answer(THROTTLED.status, THROTTLED.body))],
];

/** Links the functions to this DynamoDB, as at their start. */
function startFunctions(dynamoEndpoint: string, jwtSecret = SECRET) {
  const frontendUrl = 'https://frontend.example';
  linkResources({ url: 'http://localhost', frontendUrl, dynamoEndpoint, jwtSecret });
  loadResourceData({ JwtSecret: { value: jwtSecret } });
  vi.resetModules();
}

// The SDK loads further modules at its first request. Loading takes real time, which the waiting
// clock would mistake for waiting.
beforeAll(async () => {
  startFunctions(await dynamoThat(answer('200 OK', '{}')));
  const { dynamo } = await import('../../functions/lib/dynamo');
  await dynamo.send(new GetCommand({ TableName: 'Users', Key: { pk: 'USER#1', sk: 'PROFILE' } }));
  close();
});

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  close();
  vi.restoreAllMocks();
});

describe('the authorizer', () => {
  async function authorize(token?: string, clock?: { now: number }) {
    const { handler } = await import('../../functions/authorizer');
    const { signJwt } = await import('../../functions/lib/jwt');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const authorizationToken =
      token ?? signJwt('akasha-labs/session', { sub: '1', jti: 'one', exp });
    const { result, took } = await onWaitingClock(
      () => handler({ authorizationToken } as AppSyncAuthorizerEvent),
      clock,
    );
    return { result, took, token: authorizationToken };
  }

  it.each(faults)('refuses within 3 seconds when %s', async (_, endpoint) => {
    startFunctions(await endpoint());
    const { result, took, token } = await authorize();
    expect(result).toEqual({ isAuthorized: false, ttlOverride: 0 });
    expect(took).toBeLessThan(3_000);
    const logged = inspect(log.mock.calls, { depth: Infinity, showHidden: true });
    expect(logged).toContain('"event": "session_unknown"');
    expect(logged).toContain('could not be looked up');
    expect(logged).not.toContain(token);
    expect(logged).not.toContain(token.split('.')[2]);
    expect(logged).not.toContain(SECRET);
  });

  it('refuses every token when the secret is too short', async () => {
    startFunctions('http://127.0.0.1:1', 'short-secret');
    const { result } = await authorize('a.b.c');
    expect(result).toEqual({ isAuthorized: false, ttlOverride: 0 });
    const logged = inspect(log.mock.calls, { depth: Infinity });
    expect(logged).toContain('JwtSecret must have at least 32 bytes');
    expect(logged).not.toContain('short-secret');
  });

  const session = JSON.stringify({
    Item: { expiresAt: { N: String(Math.floor(Date.now() / 1000) + 60) } },
  });

  /** The shortest, a medium and the longest backoff. */
  const jitters = [0, 0.5, 0.999];
  const outages = [1_000, 1_600, 2_000, 2_350].flatMap((ms) =>
    shortFaults.flatMap(([name, fault]) =>
      jitters.map((jitter) => [ms, name, jitter, fault] as const),
    ),
  );

  it.each(outages)('authorizes after %i ms in which %s (%d)', async (ms, _, jitter, fault) => {
    const clock = { now: 0 };
    const endpoint = await dynamoThat(failing(() => clock.now < ms, fault, session));
    startFunctions(endpoint);
    vi.spyOn(Math, 'random').mockReturnValue(jitter);
    expect((await authorize(undefined, clock)).result).toMatchObject({ isAuthorized: true });
  });

  it.each(shortFaults)('has no retry quota across requests when %s', async (_, fault) => {
    const outage = { until: Infinity };
    const clock = { now: 0 };
    const endpoint = await dynamoThat(failing(() => clock.now < outage.until, fault, session));
    startFunctions(endpoint);
    const { handler } = await import('../../functions/authorizer');
    const { signJwt } = await import('../../functions/lib/jwt');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const authorizationToken = signJwt('akasha-labs/session', { sub: '1', jti: 'one', exp });
    const all = () =>
      Promise.all(
        Array.from({ length: 20 }, () => handler({ authorizationToken } as AppSyncAuthorizerEvent)),
      );
    const during = await onWaitingClock(all, clock);
    expect(during.result.filter(({ isAuthorized }) => isAuthorized)).toEqual([]);
    outage.until = clock.now + 2_000;
    const after = await onWaitingClock(all, clock);
    expect(after.result.filter(({ isAuthorized }) => !isAuthorized)).toEqual([]);
  });

  it('reads a session at most sixteen times, even with the shortest backoff', async () => {
    let reads = 0;
    const endpoint = await dynamoThat((socket) =>
      socket.on('data', () => {
        reads += 1;
        socket.write(textOf(THROTTLED));
      }),
    );
    startFunctions(endpoint);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    await authorize();
    expect(reads).toBeGreaterThan(8);
    expect(reads).toBeLessThanOrEqual(16);
  });
});

describe('every HTTP response', () => {
  const exchange = () =>
    new Request('http://localhost/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'x'.repeat(43), code_verifier: 'v'.repeat(43) }),
    });
  const get = () => new Request('http://localhost/v1/', { headers: PAST_CDN });

  it.each(['no answer ever comes', 'DynamoDB throttles'])(
    'is 503 within the time limit when %s',
    async (name) => {
      startFunctions(await new Map(faults).get(name)!());
      const handlers: [HttpApiHandler, () => Request, limit: number][] = [
        [(await import('../../functions/oauth/token')).handler, exchange, 5_000],
        [(await import('../../functions/widgets/badge')).handler, get, 3_000],
        [(await import('../../functions/widgets/exerciseStats')).handler, get, 3_000],
        [(await import('../../functions/widgets/leaderboard')).handler, get, 3_000],
      ];
      for (const [handler, request, limit] of handlers) {
        const { result, took } = await onWaitingClock(() =>
          invokeHttpApi(handler, request(), 'GET /', { id: 'recover-a-commit' }),
        );
        expect([result.status, result.headers.get('retry-after')]).toEqual([503, '1']);
        expect(took).toBeLessThan(limit);
      }
    },
  );

  it.each(shortFaults)(
    'is returned after an outage of nearly its time limit in which %s',
    async (_, fault) => {
      const clock = { now: 0 };
      let until = 0;
      const nothing = '{"Items":[]}';
      startFunctions(await dynamoThat(failing(() => clock.now < until, fault, nothing)));
      const handlers: [HttpApiHandler, () => Request, outageMs: number, status: number][] = [
        [(await import('../../functions/oauth/token')).handler, exchange, 3_850, 400],
        [(await import('../../functions/widgets/badge')).handler, get, 2_350, 404],
        [(await import('../../functions/widgets/exerciseStats')).handler, get, 2_350, 404],
        [(await import('../../functions/widgets/leaderboard')).handler, get, 2_350, 200],
      ];
      for (const [handler, request, outageMs, status] of handlers) {
        until = clock.now + outageMs;
        const { result } = await onWaitingClock(
          () => invokeHttpApi(handler, request(), 'GET /', { id: 'recover-a-commit' }),
          clock,
        );
        expect(result.status).toBe(status);
      }
    },
  );
});
