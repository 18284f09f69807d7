import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { LocalError } from '../error';

/**
 * Listens on this machine only.
 * @throws LocalError if the port is in use
 */
export async function listen(port: number, listener?: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new LocalError(`Port ${port} is in use. Stop the program that uses it, then try again.`);
  }
  return server;
}

export async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
