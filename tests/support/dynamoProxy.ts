import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What IAM is asked about: an action on a table, or on an index of it. */
export interface Use {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
}

/** What one call to DynamoDB consumed, as DynamoDB itself says. */
export interface Consumption {
  /** The path of the endpoint that the client was given: tells clients apart. */
  readonly origin: string;
  readonly operation: string;
  readonly uses: readonly Use[];
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface DynamoProxy {
  readonly endpoint: string;
  /** Every call since the last time, in order. */
  takeCalls(): Consumption[];
  close(): Promise<void>;
}

interface ConsumedCapacity {
  CapacityUnits?: number;
}

const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'];

interface TableRequest {
  TableName: string;
  IndexName?: string;
}

/**
 * Every action that a call needs to be allowed: a transaction, those of its parts.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
function usesOf(operation: string, request: Record<string, unknown>): Use[] {
  if (operation.startsWith('Transact')) {
    const items = request['TransactItems'] as Record<string, TableRequest>[];
    return items.flatMap((item) =>
      Object.entries(item).map(([part, { TableName }]) => ({
        action: part === 'ConditionCheck' ? 'ConditionCheckItem' : `${part}Item`,
        table: TableName,
      })),
    );
  }
  if (operation.startsWith('Batch')) {
    return Object.keys(request['RequestItems'] as object).map((table) => ({
      action: operation,
      table,
    }));
  }
  const { TableName, IndexName } = request as unknown as TableRequest;
  return [{ action: operation, table: TableName, ...(IndexName && { index: IndexName }) }];
}

/**
 * Stands between a stack and its database and has every call's price told, so that resolvers and
 * Lambdas are measured as they are, without asking for it themselves.
 *
 * @param target where each call goes
 * @param before happens before a call goes on to the database
 */
export async function startDynamoProxy(
  target: string | (() => string),
  before: (origin: string, operation: string) => Promise<void> = () => Promise.resolve(),
): Promise<DynamoProxy> {
  const calls: Consumption[] = [];
  const server = createServer((incoming, outgoing) => {
    (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      const request = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const priced = READS.includes(operation) || /Write|Put|Update|Delete/.test(operation);
      if (priced && !operation.endsWith('Table') && !operation.endsWith('Live')) {
        request['ReturnConsumedCapacity'] = 'INDEXES';
      }
      const origin = incoming.url?.split('/')[1] ?? '';
      await before(origin, operation);
      const answer = await fetch(typeof target === 'string' ? target : target(), {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': String(incoming.headers['x-amz-target']),
          authorization: String(incoming.headers.authorization),
          'x-amz-date': String(incoming.headers['x-amz-date']),
        },
        body: JSON.stringify(request),
      });
      const text = await answer.text();
      const { ConsumedCapacity: consumed } = JSON.parse(text || '{}') as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      if (consumed) {
        const units = [consumed].flat().reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
        const isRead = READS.includes(operation);
        calls.push({
          origin,
          operation,
          uses: usesOf(operation, request),
          readUnits: isRead ? units : 0,
          writeUnits: isRead ? 0 : units,
        });
      }
      outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    })().catch((error: unknown) => {
      console.error('The database behind the proxy does not answer:', error);
      outgoing.destroy();
    });
  });
  // Node.js closes a connection that was idle for five seconds, even while a request is on its way.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeCalls: () => calls.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
