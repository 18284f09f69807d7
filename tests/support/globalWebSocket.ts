import { WebSocket } from 'ws';

interface Frame {
  readonly type: string;
}

/** Events of the clients' sockets that a test can wait for. */
export interface ClientSockets {
  /** Resolves with the next frame of a type that any socket receives. */
  received(type: string): Promise<Frame>;
  /** Resolves when every opened socket has closed. */
  closed(): Promise<void>;
}

/**
 * Provides the global `WebSocket` that Node.js 20 lacks. Some clients support only `wss`, so their
 * connections omit TLS. Nothing else differs.
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
