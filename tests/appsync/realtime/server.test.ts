import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { unauthorized } from '../../../local/appsync/errors';
import { createHub, type Hub, type Subscription } from '../../../local/appsync/realtime/hub';
import {
  serveRealtime,
  type Realtime,
  type RealtimeApi,
  type RealtimeOperation,
} from '../../../local/appsync/realtime/server';
import { startFrame } from './givenConnection';

const onPost: Subscription = {
  field: 'onPost',
  mutations: ['addPost'],
  accepts: () => true,
  shape: (payload) => ({ data: { onPost: payload } }),
  isInvalidatedBy: () => true,
};

/** Lets in whoever says `token`, and refuses subscriptions to `onSecret`. */
function givenApi(asked: RealtimeOperation[]): RealtimeApi {
  return {
    authorize(headers, operation) {
      asked.push(operation);
      if (headers['authorization'] !== 'token') return Promise.reject(unauthorized());
      return Promise.resolve({ mode: 'AWS_LAMBDA', identity: {}, deniedFields: [] });
    },
    start(_caller, { query }) {
      if (query.includes('onBroken')) return Promise.reject(new Error('broken'));
      if (!query.includes('onSecret')) return Promise.resolve(onPost);
      const message = 'Not Authorized to access onSecret on type Subscription';
      return Promise.resolve({ errors: [{ path: null, locations: null, message }] });
    },
  };
}

/** A client that has frames read one by one. */
class Client {
  readonly socket: WebSocket;
  readonly closed: Promise<unknown>;
  #frames: unknown[] = [];
  #waiting: ((frame: unknown) => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('message', (data) => {
      const frame: unknown = JSON.parse(String(data));
      const take = this.#waiting.shift();
      if (take) take(frame);
      else this.#frames.push(frame);
    });
  }

  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  next(): Promise<unknown> {
    if (this.#frames.length > 0) return Promise.resolve(this.#frames.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

const headerOf = (authorization: string): string =>
  `header-${Buffer.from(JSON.stringify({ host: 'localhost', Authorization: authorization })).toString('base64url')}`;

let server: Server;
let hub: Hub;
let realtime: Realtime;
let asked: RealtimeOperation[];

beforeEach(async () => {
  server = createServer();
  hub = createHub();
  asked = [];
  realtime = serveRealtime({ server, path: '/graphql/realtime', api: givenApi(asked), hub });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  vi.restoreAllMocks();
  realtime.close();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const urlOf = (path: string): string =>
  `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

const connect = (
  protocols: string[] = ['graphql-ws', headerOf('token')],
  path = '/graphql/realtime',
): Client => new Client(new WebSocket(urlOf(path), protocols));

/** A client that has connected, sent connection_init and taken the answers. */
async function connected(): Promise<Client> {
  const client = connect();
  await once(client.socket, 'open');
  client.send({ type: 'connection_init' });
  expect(await client.next()).toEqual({
    type: 'connection_ack',
    payload: { connectionTimeoutMs: 300_000 },
  });
  expect(await client.next()).toEqual({ type: 'ka' });
  return client;
}

describe('connecting', () => {
  it('is authorized as DeepDish:Connect, and speaks graphql-ws', async () => {
    const client = await connected();
    expect(client.socket.protocol).toBe('graphql-ws');
    expect(asked).toEqual([
      {
        path: '/graphql/connect',
        body: '{}',
        operation: { query: '', operationName: 'DeepDish:Connect', variables: {} },
      },
    ]);
  });

  it('by the query works the same', async () => {
    const header = Buffer.from('{"host":"localhost","Authorization":"token"}').toString('base64');
    const path = `/graphql/realtime?header=${encodeURIComponent(header)}&payload=e30=`;
    const client = connect(['graphql-ws'], path);
    await once(client.socket, 'open');
    client.send(startFrame('a'));
    expect(await client.next()).toEqual({ id: 'a', type: 'start_ack' });
  });

  it('without credentials that hold is a connection_error, and the end', async () => {
    const client = connect(['graphql-ws', headerOf('wrong')]);
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: {
        errors: [
          {
            errorType: 'UnauthorizedException',
            message: 'You are not authorized to make this call.',
            errorCode: 401,
          },
        ],
      },
    });
    expect(await client.closed).toBe(1_008);
  });

  it('without the sub-protocol is a connection_error', async () => {
    const client = connect([]);
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    });
    await client.closed;
    expect(asked).toEqual([]);
  });

  it('elsewhere is not found', async () => {
    const client = connect(undefined, '/elsewhere');
    const [error] = (await once(client.socket, 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 404');
  });
});

describe('a subscription', () => {
  it('gets what is published until it is stopped', async () => {
    const client = await connected();
    client.send(startFrame('a'));
    expect(await client.next()).toEqual({ id: 'a', type: 'start_ack' });
    hub.publish('addPost', { id: '1' });
    expect(await client.next()).toEqual({
      id: 'a',
      type: 'data',
      payload: { data: { onPost: { id: '1' } } },
    });
    client.send({ id: 'a', type: 'stop' });
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' });
    hub.publish('addPost', { id: '2' });
    client.send(startFrame('b'));
    expect(await client.next()).toEqual({ id: 'b', type: 'start_ack' });
  });

  it('is authorized on its own, over the text that was sent', async () => {
    const client = await connected();
    client.send(startFrame('a', undefined, { host: 'localhost', Authorization: 'wrong' }));
    expect(await client.next()).toEqual({
      id: 'a',
      type: 'error',
      payload: {
        errors: [
          {
            errorType: 'UnauthorizedException',
            message: 'You are not authorized to make this call.',
          },
        ],
      },
    });
    const query = 'subscription { onPost { id title } }';
    expect(asked[1]).toEqual({
      path: '/graphql',
      body: JSON.stringify({ query, variables: {} }),
      operation: { query, variables: {} },
    });
  });

  it('that the API refuses leaves the others alone', async () => {
    const client = await connected();
    client.send(startFrame('a', 'subscription { onSecret { id } }'));
    expect(await client.next()).toMatchObject({
      id: 'a',
      type: 'error',
      payload: {
        errors: [{ message: 'Not Authorized to access onSecret on type Subscription' }],
      },
    });
    client.send(startFrame('b'));
    expect(await client.next()).toEqual({ id: 'b', type: 'start_ack' });
  });

  it('that fails inside is an error without its words', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = await connected();
    client.send(startFrame('a', 'subscription { onBroken { id } }'));
    expect(await client.next()).toEqual({
      id: 'a',
      type: 'error',
      payload: {
        errors: [{ errorType: 'InternalFailure', message: 'Internal failure, see the log.' }],
      },
    });
    expect(log).toHaveBeenCalledOnce();
  });

  it('ends when it is invalidated', async () => {
    const client = await connected();
    client.send(startFrame('a'));
    await client.next();
    hub.invalidate('onPost', {});
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' });
  });

  it('ends with its client, and the others go on', async () => {
    const first = await connected();
    const second = await connected();
    for (const client of [first, second]) {
      client.send(startFrame('a'));
      await client.next();
    }
    first.socket.close();
    await first.closed;
    hub.publish('addPost', { id: '1' });
    expect(await second.next()).toMatchObject({ type: 'data' });
  });
});

describe('closing', () => {
  it('is survived by what is not a target', async () => {
    const client = connect(undefined, '//');
    await once(client.socket, 'error');
    await connected();
  });

  it('ends every connection', async () => {
    const client = await connected();
    realtime.close();
    expect(await client.closed).toBe(1_006);
  });
});
