import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createFront, type Answer, type Call } from '../../support/databaseFront';

/** How a database fails instead of responding. */
export type Fault =
  /** Refuses connections. */
  | { readonly at: 'port' }
  | { readonly at: 'connection'; act(socket: Socket): void }
  /** Before the database does anything. @returns whether this call fails */
  | { readonly at: 'request'; act(call: Call): boolean }
  /** After the database has carried out the request. */
  | { readonly at: 'answer'; act(call: Call, answer: Answer): void };

export interface FaultyDatabase {
  readonly endpoint: string;
  /** Number of calls and connections that failed. */
  readonly faults: number;
  /** Makes every later call fail in one way. Ends the fault when omitted. */
  set(fault?: Fault): Promise<void>;
  close(): Promise<void>;
}

/**
 * A proxy in front of a database that makes calls fail on demand.
 * @param target endpoint that calls are forwarded to
 */
export async function startFaultyDatabase(target: () => string): Promise<FaultyDatabase> {
  const sockets = new Set<Socket>();
  let fault: Fault | undefined;
  let faults = 0;

  const http = createFront(target, async (call) => {
    const current = fault;
    if (current?.at === 'request' && current.act(call)) {
      faults += 1;
      return;
    }
    let answer: Answer;
    try {
      answer = await call.forward();
    } catch {
      // The database is unavailable, so the proxy is too.
      call.socket.destroy();
      return;
    }
    if (current?.at === 'answer') {
      faults += 1;
      current.act(call, answer);
    } else call.answer(answer.status, answer.body);
  });

  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (fault?.at === 'connection') {
      faults += 1;
      fault.act(socket);
    } else http.server.emit('connection', socket);
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
      // Open connections fail like new ones, and stuck ones end with their fault.
      if (next?.at === 'connection' || isOver) cut();
      if (!front.listening && next?.at !== 'port') {
        await once(front.listen(port, '127.0.0.1'), 'listening');
      }
    },
    async close() {
      http.destroy();
      await stopListening();
      http.server.close();
    },
  };
}
