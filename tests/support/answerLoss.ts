import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnswerLoss {
  readonly endpoint: string;
  /**
   * Loses answers from now on: what was asked happens, and nobody hears of it.
   * @param operation `PutItem`, say
   * @param answers how many of them, the next ones
   */
  lose(operation: string, answers: number): void;
  /** Calls that have come since the last time, by operation, repeats included. */
  takeCalls(): string[];
  close(): Promise<void>;
}

/**
 * Stands in front of a database and hands its answers on, but for some: those it drops, and the
 * connection with them, once the database has committed.
 */
export async function startAnswerLoss(target: string): Promise<AnswerLoss> {
  const calls: string[] = [];
  const left = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      calls.push(operation);
      const answer = await fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': String(incoming.headers['x-amz-target']),
          authorization: String(incoming.headers.authorization),
          'x-amz-date': String(incoming.headers['x-amz-date']),
        },
        body: Buffer.concat(chunks),
      });
      const body = Buffer.from(await answer.arrayBuffer());
      const toLose = left.get(operation) ?? 0;
      if (toLose > 0) {
        left.set(operation, toLose - 1);
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (operation, answers) => void left.set(operation, answers),
    takeCalls: () => calls.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
