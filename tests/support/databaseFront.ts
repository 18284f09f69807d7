import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A response of the database. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A call that a client sent to the database. */
export interface Call {
  /** For example `PutItem`. */
  readonly operation: string;
  /** The path of the request. */
  readonly path: string;
  readonly body: Buffer;
  readonly outgoing: ServerResponse;
  readonly socket: Socket;
  /**
   * Forwards the call, optionally with another body. Rejects when the database does not respond.
   */
  forward(body?: string): Promise<Answer>;
  /** Sends a JSON response to the client. */
  answer(status: number, body: Buffer | string): void;
}

/** An HTTP server in front of a database. It is not listening yet. */
export interface Front {
  readonly server: Server;
  /** Closes all connections to the database. */
  destroy(): void;
}

/**
 * Creates a server in place of a database. When `handle` rejects, the call is dropped with its
 * connection.
 *
 * @param target returns the endpoint that calls are forwarded to
 */
export function createFront(target: () => string, handle: (call: Call) => Promise<void>): Front {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    readCall(incoming, outgoing, target, agent)
      .then(handle)
      .catch((error: unknown) => {
        // The client has already disconnected.
        if (incoming.socket.destroyed) return;
        console.error('The database behind the proxy does not answer:', error);
        incoming.socket.destroy();
      });
  });
  // Node.js closes connections after five idle seconds, even when a request is already on its way.
  server.keepAliveTimeout = 0;
  return { server, destroy: () => agent.destroy() };
}

/** Starts a front on a free port. */
export async function startFront(
  target: () => string,
  handle: (call: Call) => Promise<void>,
): Promise<{ endpoint: string; close(): Promise<void> }> {
  const { server, destroy } = createFront(target, handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readCall(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: () => string,
  agent: Agent,
): Promise<Call> {
  const body = await bytesOf(incoming);
  return {
    operation: String(incoming.headers['x-amz-target']).split('.')[1] ?? '',
    path: incoming.url ?? '/',
    body,
    outgoing,
    socket: incoming.socket,
    forward: async (changed) => {
      const sent = changed ?? body;
      const headers = { ...incoming.headers, 'content-length': Buffer.byteLength(sent) };
      const passed = request(target(), { method: 'POST', agent, headers }).end(sent);
      const [response] = (await once(passed, 'response')) as [IncomingMessage];
      return { status: response.statusCode ?? 500, body: await bytesOf(response) };
    },
    answer: (status, text) => {
      outgoing.writeHead(status, jsonHeaders(text)).end(text);
    },
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const jsonHeaders = (body: Buffer | string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'content-length': Buffer.byteLength(body),
});
