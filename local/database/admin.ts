import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createServer as createAdmin } from 'dynamodb-admin';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { close, listen } from './httpServer';
import { INSTANCE_PATH } from './instance';

/** A page that shows and changes the items of a DynamoDB. */
export interface Admin {
  /** Address for browsers. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the admin page of a DynamoDB. Listens on this machine only.
 * @param options.port 0 for any free port
 * @param options.instance response at `INSTANCE_PATH`. Empty when omitted.
 * @throws LocalError if the port is in use
 */
export async function serveAdmin(
  client: DynamoDBClient,
  { port, instance }: { port: number; instance?: string },
): Promise<Admin> {
  const ui: RequestListener = createAdmin({ dynamoDbClient: client });
  const server = await listen(port, (request, response) =>
    request.url === INSTANCE_PATH ? response.end(instance) : ui(request, response),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}
