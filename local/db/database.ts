import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../config';
import { limitWhole, silenceLimits } from '../dynamo/client';
import { startLasting } from '../dynamo/lasting';
import { createTables } from '../dynamo/tables';
import { serveAdmin } from './admin';
import { close, listen } from './httpServer';

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
