import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
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
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    calls.push(operation);
    const request = httpRequest(
      target,
      { method: 'POST', agent, headers: incoming.headers },
      (answer) => {
        const toLose = left.get(operation) ?? 0;
        if (toLose === 0) {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        left.set(operation, toLose - 1);
        answer.resume().on('end', () => incoming.socket.destroy());
      },
    ).on('error', () => outgoing.destroy());
    incoming.pipe(request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (operation, answers) => void left.set(operation, answers),
    takeCalls: () => calls.splice(0),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
