import {
  CreateTableCommand,
  DynamoDBClient,
  type KeysAndAttributes,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { afterAll } from 'vitest';
import { startEmbedded } from '../../../../../../local/database/embedded';

/** One database for all APIs, each with its own tables. Stops after the tests. */
let database: ReturnType<typeof startEmbedded> | undefined;
const clients: DynamoDBClient[] = [];
let sets = 0;

afterAll(async () => {
  for (const client of clients) client.destroy();
  await (await database)?.stop();
});

/** @param endpoint Default: the endpoint of the database. */
export async function connect(endpoint?: string): Promise<DynamoDBClient> {
  database ??= startEmbedded();
  const client = new DynamoDBClient({
    endpoint: endpoint ?? (await database).endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

/**
 * Creates the tables Things (pk, sk; index gsi1 on gsi1pk, gsi1sk) and Units (id, a number).
 *
 * @returns the prefix of their names
 */
export async function createTables(client: DynamoDBClient): Promise<string> {
  sets += 1;
  const prefix = `Set${sets}-`;
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: `${prefix}Things`,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key('pk', 'sk'),
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: key('gsi1pk', 'gsi1sk'),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: `${prefix}Units`,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    }),
  );
  return prefix;
}

/** A client on which only consistent reads see written data. */
export async function lagging(): Promise<DynamoDBClient> {
  const client = await connect();
  const nothing: Record<string, object> = {
    GetItemCommand: {},
    QueryCommand: { Items: [], Count: 0, ScannedCount: 0 },
    ScanCommand: { Items: [], Count: 0, ScannedCount: 0 },
    BatchGetItemCommand: { Responses: {}, UnprocessedKeys: {} },
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const seen = nothing[String(context['commandName'])];
      if (!seen || JSON.stringify(args.input).includes('"ConsistentRead":true')) return next(args);
      return { response: {}, output: { $metadata: {}, ...seen } };
    },
    { step: 'initialize' },
  );
  return client;
}

type Batch = WriteRequest[] | KeysAndAttributes;

/**
 * A client with batches that leave the last item of each table unprocessed.
 *
 * @param when at every attempt, or only at the first of two
 */
export async function busy(when: 'always' | 'at first'): Promise<DynamoDBClient> {
  const client = await connect();
  let attempts = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      attempts += 1;
      if (when === 'at first' && attempts % 2 === 0) return next(args);
      const isGet = context['commandName'] === 'BatchGetItemCommand';
      const unprocessed = isGet ? 'UnprocessedKeys' : 'UnprocessedItems';
      const { RequestItems } = args.input as { RequestItems: Record<string, Batch> };
      const undone: Record<string, Batch> = {};
      const done: Record<string, Batch> = {};
      for (const [table, content] of Object.entries(RequestItems)) {
        if (Array.isArray(content)) {
          undone[table] = content.slice(-1);
          if (content.length > 1) done[table] = content.slice(0, -1);
        } else {
          const { Keys = [] } = content;
          undone[table] = { ...content, Keys: Keys.slice(-1) };
          if (Keys.length > 1) done[table] = { ...content, Keys: Keys.slice(0, -1) };
        }
      }
      const answer =
        Object.keys(done).length > 0
          ? await next({ ...args, input: Object.assign({}, args.input, { RequestItems: done }) })
          : { response: {}, output: { $metadata: {} } };
      return { ...answer, output: Object.assign({}, answer.output, { [unprocessed]: undone }) };
    },
    { step: 'initialize' },
  );
  return client;
}
