import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  paginateScan,
  ScanCommand,
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type BatchWriteItemCommandInput,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { TypedRow } from '../../local/database/rowText';

/** DynamoDB's limits for one batch. */
const READS_MAX = 100;
const WRITES_MAX = 25;

type Key = { readonly pk: string; readonly sk: string };

const typedKey = ({ pk, sk }: Key): TypedRow => ({ pk: { S: pk }, sk: { S: sk } });

/** All rows of a table, sorted by key. Only the keys are held in memory. */
export async function* sortedRows(client: DynamoDBClient, table: string): AsyncGenerator<TypedRow> {
  const keys = (await keysOf(client, table)).sort((a, b) =>
    a.pk === b.pk ? compare(a.sk, b.sk) : compare(a.pk, b.pk),
  );
  for (let from = 0; from < keys.length; from += READS_MAX) {
    const batch = keys.slice(from, from + READS_MAX);
    const rows = await readBatch(client, table, batch);
    // A row that was deleted meanwhile is missing.
    for (const { pk, sk } of batch) {
      const row = rows.get(JSON.stringify([pk, sk]));
      if (row) yield row;
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function keysOf(client: DynamoDBClient, table: string): Promise<Key[]> {
  const keys: Key[] = [];
  const pages = paginateScan(
    { client },
    { TableName: table, ProjectionExpression: 'pk, sk', ConsistentRead: true },
  );
  for await (const { Items = [] } of pages) {
    for (const { pk, sk } of Items) keys.push({ pk: pk!.S!, sk: sk!.S! });
  }
  return keys;
}

async function readBatch(
  client: DynamoDBClient,
  table: string,
  keys: readonly Key[],
): Promise<Map<string, TypedRow>> {
  const rows = new Map<string, TypedRow>();
  let left: BatchGetItemCommandInput['RequestItems'] = {
    [table]: { Keys: keys.map(typedKey), ConsistentRead: true },
  };
  while (left && Object.keys(left).length > 0) {
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: left }),
    );
    for (const row of Responses?.[table] ?? []) {
      rows.set(JSON.stringify([row['pk']!.S, row['sk']!.S]), row);
    }
    left = UnprocessedKeys;
  }
  return rows;
}

export async function isEmpty(client: DynamoDBClient, table: string): Promise<boolean> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, Limit: 1 }));
  return Items.length === 0;
}

/** Deletes all rows of a table. */
export async function emptyTable(client: DynamoDBClient, table: string): Promise<void> {
  const deletions = (await keysOf(client, table)).map((key) => ({
    DeleteRequest: { Key: typedKey(key) },
  }));
  for (let from = 0; from < deletions.length; from += WRITES_MAX) {
    await writeBatch(client, table, deletions.slice(from, from + WRITES_MAX));
  }
}

/** Collects rows and writes them in batches. Call `flush` after the last row. */
export function batchWriter(client: DynamoDBClient) {
  let table = '';
  let batch: WriteRequest[] = [];
  async function flush(): Promise<void> {
    if (batch.length > 0) await writeBatch(client, table, batch);
    batch = [];
  }
  return {
    async write(into: string, row: TypedRow): Promise<void> {
      if (into !== table || batch.length === WRITES_MAX) await flush();
      table = into;
      batch.push({ PutRequest: { Item: row } });
    },
    flush,
  };
}

async function writeBatch(
  client: DynamoDBClient,
  table: string,
  requests: WriteRequest[],
): Promise<void> {
  let left: BatchWriteItemCommandInput['RequestItems'] = { [table]: requests };
  while (left && Object.keys(left).length > 0) {
    const { UnprocessedItems }: BatchWriteItemCommandOutput = await client.send(
      new BatchWriteItemCommand({ RequestItems: left }),
    );
    left = UnprocessedItems;
  }
}
