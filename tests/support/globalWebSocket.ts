import { WebSocket } from 'ws';

interface Frame {
  readonly type: string;
}

/** What the clients' sockets do, for a test to wait for. */
export interface ClientSockets {
  /** The next frame of a type that any of them receives. */
  received(type: string): Promise<Frame>;
  /** Every socket that was opened is closed. */
  closed(): Promise<void>;
}

/**
 * Gives clients the global `WebSocket` that Node.js 20 lacks. Some know no other scheme than `wss`;
 * TLS is left out for them, and nothing else.
 */
export function provideWebSocket(): ClientSockets {
  const waiting = new Set<{ type: string; take: (frame: Frame) => void }>();
  const ends: Promise<void>[] = [];

  class ClientWebSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(String(url).replace(/^wss:/, 'ws:'), protocols);
      ends.push(new Promise((resolve) => this.once('close', () => resolve())));
      this.on('message', (data) => {
        const frame = JSON.parse(String(data)) as Frame;
        for (const each of [...waiting]) {
          if (each.type !== frame.type) continue;
          waiting.delete(each);
          each.take(frame);
        }
      });
    }
  }

  Object.defineProperty(globalThis, 'WebSocket', { value: ClientWebSocket, configurable: true });
  return {
    received: (type) => new Promise((take) => waiting.add({ type, take })),
    closed: async () => void (await Promise.all(ends)),
  };
}
