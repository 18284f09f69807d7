import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { serveApi, type ServedApi } from '../../src/http/serve';
import { listen, type Server } from '../../../../local/server';
import { givenTypedApi } from './given';

/** The API behind two servers: its own, and that of the stack, which has another route. */
export interface GivenServers {
  /** Ports by server. */
  readonly ports: { readonly own: number; readonly stack: number };
  /** Resolves once no connection to the stack's server is open. */
  idle(): Promise<void>;
}

/** Servers that stop after the tests of the file. */
export function givenServers(): GivenServers {
  let own: ServedApi;
  let stack: Server;
  let closeRealtime: () => void;
  beforeAll(async () => {
    const api = givenTypedApi();
    own = await serveApi(api);
    stack = await listen(
      0,
      Promise.resolve({
        graphql: (request) => api.handle(request),
        handlers: [['/', (request) => Promise.resolve(new Response(request.url))]],
      }),
    );
    const realtime = api.serveSubscriptions(stack.http, '/graphql/realtime');
    closeRealtime = () => realtime.close();
  });
  afterAll(async () => {
    closeRealtime();
    await Promise.all([own.close(), stack.close()]);
  });
  return {
    get ports() {
      return { own: Number(new URL(own.graphqlUrl).port), stack: stack.port };
    },
    async idle() {
      const count = promisify(stack.http.getConnections.bind(stack.http));
      await expect.poll(count, { timeout: 5_000 }).toBe(0);
    },
  };
}

/** Connects, sends the text, ends its side, and returns what arrives until the end. */
export async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
  // A server may hang up while it is still receiving.
  socket.on('error', () => undefined);
  socket.end(text);
  await closed(socket);
  return received;
}

export const closed = (socket: Socket): Promise<unknown> =>
  socket.closed ? Promise.resolve() : once(socket, 'close');
