import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from '../child';
import type { Address } from './product';

/** Serves requests on a free port, and reports its address to the parent. */
export async function listen(onRequest: RequestListener): Promise<void> {
  const server = createServer(onRequest);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  answer((): Address => ({ url: `http://localhost:${port}/graphql`, headers: {} }));
}
