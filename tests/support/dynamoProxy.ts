import { startFront } from './databaseFront';

/** An action on a table or an index, as IAM authorizes it. */
export interface Use {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
}

/** Capacity that one call consumed, as reported by DynamoDB. */
export interface Consumption {
  /** First segment of the endpoint's path, which identifies the client. */
  readonly origin: string;
  readonly operation: string;
  readonly uses: readonly Use[];
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface DynamoProxy {
  readonly endpoint: string;
  /** All calls since the last time, in order. */
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
 * All actions that a call requires permission for. A transaction requires those of its parts.
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
 * A proxy between a stack and its database that requests the consumed capacity of every call, so
 * that resolvers and Lambdas are measured without changes.
 *
 * @param target endpoint that calls are forwarded to
 * @param before runs before each call is forwarded
 */
export async function startDynamoProxy(
  target: string | (() => string),
  before: (origin: string, operation: string) => Promise<void> = () => Promise.resolve(),
): Promise<DynamoProxy> {
  const calls: Consumption[] = [];
  const { endpoint, close } = await startFront(
    typeof target === 'string' ? () => target : target,
    async ({ operation, path, body, forward, answer }) => {
      const request = JSON.parse(body.toString()) as Record<string, unknown>;
      const priced = READS.includes(operation) || /Write|Put|Update|Delete/.test(operation);
      if (priced && !operation.endsWith('Table') && !operation.endsWith('Live')) {
        request['ReturnConsumedCapacity'] = 'INDEXES';
      }
      const origin = path.split('/')[1] ?? '';
      await before(origin, operation);
      const { status, body: text } = await forward(JSON.stringify(request));
      const { ConsumedCapacity: consumed } = JSON.parse(text.toString() || '{}') as {
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
      answer(status, text);
    },
  );
  return { endpoint, takeCalls: () => calls.splice(0), close };
}
