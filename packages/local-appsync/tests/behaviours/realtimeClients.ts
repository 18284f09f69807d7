import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocket } from 'ws';
import type { Api } from '../../src/api';
import type { Upgrade } from './behaviour';

/** A client's end of a connection. */
export interface RealtimeClient {
  send(text: string): void;
  /** The next frame, or `{ ended: code }` once the connection is closed. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

/** Unread frames, and readers that wait for a frame. */
function frames() {
  const unread: unknown[] = [];
  const readers: ((frame: unknown) => void)[] = [];
  return {
    add(frame: unknown): void {
      const reader = readers.shift();
      if (reader) reader(frame);
      else unread.push(frame);
    },
    next: (): Promise<unknown> =>
      unread.length > 0
        ? Promise.resolve(unread.shift())
        : new Promise((resolve) => readers.push(resolve)),
  };
}

const PATH = '/graphql/realtime';

/** Opens connections to an API without a socket: the server never listens. */
export function connectInProcess(api: Api): (upgrade: Upgrade) => Promise<RealtimeClient> {
  const realtime = api.serveSubscriptions(createServer(), PATH);
  return async ({ query = '', protocols = [], headers = {} }) => {
    const received = frames();
    const connection = await realtime.connect(
      {
        url: `${PATH}${query}`,
        headers: {
          host: 'localhost',
          ...(protocols.length > 0 && { 'sec-websocket-protocol': protocols.join(', ') }),
          ...headers,
        },
      },
      {
        send: (text) => received.add(JSON.parse(text)),
        close: (code) => received.add({ ended: code }),
        drop: () => received.add({ ended: 1_006 }),
        bufferedBytes: () => 0,
      },
    );
    return {
      send: (text) => connection?.receive(text),
      next: received.next,
      close: async () => connection?.closed(),
    };
  };
}

/** Opens a connection over a real socket. */
export async function connectOverSocket(
  url: string,
  { query = '', protocols = [], headers = {} }: Upgrade,
): Promise<RealtimeClient> {
  const received = frames();
  const socket = new WebSocket(`${url}${query}`, [...protocols], { headers });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('message', (data) => received.add(JSON.parse(String(data))));
  socket.on('close', (code) => received.add({ ended: code }));
  await once(socket, 'open');
  return {
    send: (text) => socket.send(text),
    next: received.next,
    async close() {
      socket.terminate();
      await closed;
    },
  };
}
