import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A port that nobody listens on. */
export async function givenFreePort(): Promise<number> {
  const { port, close } = await occupy();
  await close();
  return port;
}

/** A port that somebody listens on until the test ends. */
export async function givenTakenPort(): Promise<number> {
  const { port, close } = await occupy();
  onTestFinished(close);
  return port;
}

async function occupy(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
