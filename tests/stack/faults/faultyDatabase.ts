import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createFront, type Answer, type Call } from '../../support/databaseFront';

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
      // The database is away; so is this.
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
      // Those that were open before go wrong as new ones do; and what is stuck ends with its fault.
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
