import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createHub, type Hub, type Subscription } from '../../src/realtime/hub';
import { serveRealtime, type Realtime, type RealtimeApi } from '../../src/realtime/server';
import { startFrame } from './givenConnection';

const onPost: Subscription = {
  field: 'onPost',
  mutations: ['addPost'],
  accepts: () => true,
  shape: (payload) => ({ data: { onPost: payload } }),
  shapeKey: 'onPost',
  document: parse('subscription { onPost { id } }'),
  ownLength: 0,
};

/** How often the filter of the subscription to `onSlow` was called. */
let asked: number;
const onSlow: Subscription = {
  ...onPost,
  accepts() {
    asked += 1;
    return true;
  },
};

/** Authorizes every client. */
const api: RealtimeApi = {
  authorize: () => Promise.resolve({ mode: 'AWS_LAMBDA', identity: {}, deniedFields: [] }),
  start(_caller, { query }) {
    if (query.includes('onBroken')) return Promise.reject(new Error('broken'));
    return Promise.resolve(query.includes('onSlow') ? onSlow : onPost);
  },
};

let server: Server;
let hub: Hub;
let realtime: Realtime;

beforeEach(async () => {
  asked = 0;
  server = createServer();
  hub = createHub();
  realtime = serveRealtime({ server, path: '/graphql/realtime', api, hub });
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

const header = Buffer.from('{"host":"localhost","Authorization":"token"}').toString('base64url');

const socketTo = (path: string): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, [
    'graphql-ws',
    `header-${header}`,
  ]);

/** A connected client, with a queue of the frames that it received. */
async function givenClient() {
  const socket = socketTo('/graphql/realtime');
  const frames: unknown[] = [];
  const waiting: ((frame: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const frame: unknown = JSON.parse(String(data));
    const take = waiting.shift();
    if (take) take(frame);
    else frames.push(frame);
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  const next = (): Promise<unknown> =>
    frames.length > 0
      ? Promise.resolve(frames.shift())
      : new Promise((resolve) => waiting.push(resolve));
  return {
    socket,
    closed,
    next,
    async start(id: string, query?: string): Promise<unknown> {
      socket.send(JSON.stringify(startFrame(id, query)));
      return next();
    },
  };
}

describe('a subscription', () => {
  it('that fails internally gets an error without its message', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = await givenClient();
    expect(await client.start('a', 'subscription { onBroken { id } }')).toEqual({
      id: 'a',
      type: 'error',
      payload: {
        errors: [{ errorType: 'InternalFailure', message: 'Internal failure, see the log.' }],
      },
    });
    expect(log).toHaveBeenCalledOnce();
  });

  it('ends with its client, while the others continue', async () => {
    const first = await givenClient();
    const second = await givenClient();
    for (const client of [first, second]) await client.start('a');
    first.socket.close();
    await first.closed;
    hub.publish('addPost', { id: '1' });
    expect(await second.next()).toMatchObject({ type: 'data' });
  });

  it('of a slow consumer ends with its connection', async () => {
    const slow = await givenClient();
    await slow.start('a', 'subscription { onSlow { id } }');
    slow.socket.pause();
    // First the system buffers what is not read, then the server, and both only up to a limit.
    let published = 0;
    for (; asked === published && published < 1_000; published += 1) {
      hub.publish('addPost', { title: 'x'.repeat(200_000) });
    }
    expect(asked).toBe(published - 1);
    slow.socket.resume();
    expect(await slow.closed).toBe(1_006);
  });

  it('of a slow consumer does not delay the others', async () => {
    const slow = await givenClient();
    const other = await givenClient();
    for (const client of [slow, other]) await client.start('a');
    slow.socket.pause();
    for (let i = 0; i < 100; i += 1) {
      hub.publish('addPost', { i, title: 'x'.repeat(100_000) });
      expect(await other.next()).toMatchObject({ payload: { data: { onPost: { i } } } });
    }
    slow.socket.resume();
    expect(await slow.closed).toBe(1_006);
  });
});

describe('the endpoint', () => {
  it('exists only at its path', async () => {
    const [error] = (await once(socketTo('/elsewhere'), 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 404');
  });

  it('survives an invalid request target', async () => {
    await once(socketTo('//'), 'error');
    await givenClient();
  });

  it('ends every connection when it closes', async () => {
    const client = await givenClient();
    realtime.close();
    expect(await client.closed).toBe(1_006);
  });
});
