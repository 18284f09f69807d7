import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../config';
import { limitWhole, silenceLimits } from './client';
import { startLasting } from './lasting';
import { createTables } from './tables';
import { serveAdmin } from './admin';
import { close, listen } from './httpServer';

export interface Database {
  /** Endpoint for AWS SDK clients. */
  readonly endpoint: string;
  /** Address of the admin UI for browsers. */
  readonly adminUrl: string;
  /**
   * Distinguishes this database from anything else that may listen there: the response of
   * `adminUrl` at `INSTANCE_PATH`.
   */
  readonly instance: string;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB with every table of the product, and an admin UI for it. Both listen on this
 * machine only.
 *
 * @param options.port port of DynamoDB. Default: a free port.
 * @param options.adminPort port of the admin UI. Default: a free port.
 * @param options.dbPath file that stores the data. In memory when omitted.
 * @throws LocalError if a port is in use or DynamoDB cannot start
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
    const admin = await serveAdmin(client, { port: adminPort, instance });
    return {
      endpoint: dynamo.endpoint,
      adminUrl: admin.url,
      instance,
      stop: async () => {
        await admin.close();
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
