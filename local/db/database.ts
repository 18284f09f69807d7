import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createServer as createAdmin } from 'dynamodb-admin';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../config';
import { limitWhole, silenceLimits } from '../dynamo/client';
import { startLasting } from '../dynamo/lasting';
import { createTables } from '../dynamo/tables';
import { LocalError } from '../error';
import { INSTANCE_PATH } from './instance';

export interface Database {
  /** Where AWS SDK clients find DynamoDB. */
  readonly endpoint: string;
  /** Where a browser finds the admin UI. */
  readonly adminUrl: string;
  /** Tells this database from whatever else may listen there: what `adminUrl` answers at `INSTANCE_PATH`. */
  readonly instance: string;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB with every table of the product, and an admin UI for it. Both listen on this machine
 * alone.
 *
 * @param options.port of DynamoDB; free port when omitted
 * @param options.adminPort of the admin UI; free port when omitted
 * @param options.dbPath file that keeps the data; in memory when omitted
 * @throws LocalError when a port is taken, or DynamoDB cannot start
 */
export async function startDatabase(
  options: { port?: number; adminPort?: number; dbPath?: string } = {},
): Promise<Database> {
  const { adminPort = 0, ...embedded } = options;
  await assertFree(embedded.port ?? 0);
  await assertFree(adminPort);
  let restore: () => Promise<unknown> = async () => {};
  const dynamo = await startLasting(embedded, () => restore());
  const client = limitWhole(
    new DynamoDBClient({
      endpoint: dynamo.endpoint,
      region: REGION,
      credentials: LOCAL_CREDENTIALS,
      requestHandler: silenceLimits(),
    }),
  );
  try {
    restore = () => createTables(client, tableNames);
    await restore();
    const instance = randomUUID();
    const ui: RequestListener = createAdmin({ dynamoDbClient: client });
    const admin = await listen(adminPort, (request, response) =>
      request.url === INSTANCE_PATH ? response.end(instance) : ui(request, response),
    );
    return {
      endpoint: dynamo.endpoint,
      adminUrl: `http://127.0.0.1:${(admin.address() as AddressInfo).port}`,
      instance,
      stop: async () => {
        await close(admin);
        client.destroy();
        await dynamo.stop();
      },
    };
  } catch (error) {
    await dynamo.stop();
    throw error;
  }
}

async function assertFree(port: number): Promise<void> {
  await close(await listen(port));
}

async function listen(port: number, listener?: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new LocalError(`Port ${port} is taken: stop what uses it, then try again.`);
  }
  return server;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
