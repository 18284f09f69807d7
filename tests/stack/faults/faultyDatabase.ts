import { once } from 'node:events';
import { Agent, createServer as createHttpServer, request as httpRequest } from 'node:http';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the database answered. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A call that something goes wrong with. */
export interface Call {
  /** `PutItem`, say. */
  readonly operation: string;
  readonly body: Buffer;
  readonly outgoing: ServerResponse;
  readonly socket: Socket;
}

/** What a database does instead of answering. */
export type Fault =
  /** Nobody listens. */
  | { readonly at: 'port' }
  | { readonly at: 'connection'; act(socket: Socket): void }
  /** Nothing was done. @returns whether something goes wrong with this call */
  | { readonly at: 'request'; act(call: Call): boolean }
  /** What was asked is done. */
  | { readonly at: 'answer'; act(call: Call, answer: Answer): void };

export interface FaultyDatabase {
  readonly endpoint: string;
  /** Calls and connections that something went wrong with. */
  readonly faults: number;
  /** Has every call go wrong from now on, in one way; none without. */
  set(fault?: Fault): Promise<void>;
  close(): Promise<void>;
}

/**
 * Stands in front of a database and has calls go wrong.
 * @param target where calls go on to
 */
export async function startFaultyDatabase(target: () => string): Promise<FaultyDatabase> {
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let fault: Fault | undefined;
  let faults = 0;

  const forward = (body: Buffer, headers: NodeJS.Dict<string | string[]>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      httpRequest(target(), { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      })
        .on('error', reject)
        .end(body);
    });

  const http = createHttpServer(async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      const call: Call = { operation, body, outgoing, socket: incoming.socket };
      const current = fault;
      if (current?.at === 'request' && current.act(call)) {
        faults += 1;
        return;
      }
      const answer = await forward(body, incoming.headers);
      if (current?.at === 'answer') {
        faults += 1;
        current.act(call, answer);
        return;
      }
      outgoing.writeHead(answer.status, jsonHeaders(answer.body)).end(answer.body);
    } catch {
      // The database is away; so is this.
      incoming.socket.destroy();
    }
  });
  // A connection is closed by a fault alone.
  http.keepAliveTimeout = 0;

  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (fault?.at === 'connection') {
      faults += 1;
      fault.act(socket);
    } else http.emit('connection', socket);
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as AddressInfo;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stopListening = async () => {
    cut();
    if (front.listening) await once(front.close(), 'close');
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    get faults() {
      return faults;
    },
    async set(next) {
      const isOver = fault !== undefined && next === undefined;
      fault = next;
      if (next?.at === 'port') await stopListening();
      // Those that were open before go wrong as new ones do; and what is stuck ends with its fault.
      if (next?.at === 'connection' || isOver) cut();
      if (!front.listening && next?.at !== 'port') {
        await once(front.listen(port, '127.0.0.1'), 'listening');
      }
    },
    async close() {
      agent.destroy();
      await stopListening();
      http.close();
    },
  };
}

export const jsonHeaders = (body: Buffer | string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'content-length': Buffer.byteLength(body),
});
