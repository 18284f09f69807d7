import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type KeysAndAttributes,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { afterAll } from 'vitest';
import { dynamoDbSource, type DataSource } from '../../../local/appsync/sources/dynamodb';
import { startEmbedded } from '../../../local/dynamo/embedded';

/** Every action that the tests use, on the table and on its index. */
export const EVERYTHING = {
  actions: [
    'GetItem',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'Query',
    'Scan',
    'BatchGetItem',
    'BatchWriteItem',
    'ConditionCheckItem',
  ],
  indexes: { gsi1: ['Query'] },
};

export const NEXT_TOKEN_KEY = Buffer.alloc(32, 7);

/** A typed key of table Things. */
export const keyOf = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

/**
 * A database with the tables Things (pk, sk; index gsi1 on gsi1pk, gsi1sk) and Units (id, a number), which
 * ends with the tests of the file.
 */
export async function givenTables() {
  const { endpoint, stop } = await startEmbedded();
  const client = clientAt(endpoint);
  afterAll(async () => {
    client.destroy();
    await stop();
  });
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: 'Things',
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
      TableName: 'Units',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    }),
  );
  return { client, endpoint, source: sourceOf(client) };
}

export const sourceOf = (
  client: DynamoDBClient,
  permissions = { Things: EVERYTHING, Units: EVERYTHING },
): DataSource =>
  dynamoDbSource({ client, tableName: 'Things', permissions, nextTokenKey: NEXT_TOKEN_KEY });

export const clientAt = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

/** An item of Things with the attributes given, as plain strings and numbers. */
export async function put(
  client: DynamoDBClient,
  pk: string,
  sk: string,
  attributes: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const typed = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === 'number' ? { N: String(value) } : { S: value },
  ]);
  await client.send(
    new PutItemCommand({
      TableName: 'Things',
      Item: { ...keyOf(pk, sk), ...(Object.fromEntries(typed) as object) },
    }),
  );
}

type Batch = WriteRequest[] | KeysAndAttributes;

/** A client whose batches leave the last item of each table undone, the first `times` times. */
export function leavingBehind(endpoint: string, times: number): DynamoDBClient {
  const client = clientAt(endpoint);
  let left = times;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isGet = context.commandName === 'BatchGetItemCommand';
      const unprocessed = isGet ? 'UnprocessedKeys' : 'UnprocessedItems';
      if (left === 0) return next(args);
      left -= 1;
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
