import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  tables,
  type KeySchema,
  type TableDefinition,
  type TableName,
  type TableNames,
} from '../../model/tables';

/**
 * Creates every table of the model that does not exist yet. Existing tables keep their data, and get
 * the stream that they lack.
 */
export async function createTables(client: DynamoDBClient, names: TableNames): Promise<void> {
  const all = Object.entries(tables) as [TableName, TableDefinition][];
  await Promise.all(
    all.map(([table, definition]) => createTable(client, names[table], definition)),
  );
}

async function createTable(client: DynamoDBClient, name: string, table: TableDefinition) {
  const indexes = Object.entries(table.indexes);
  const attributes = new Set(
    [table, ...Object.values(table.indexes)].flatMap((key) => [key.hashKey, key.rangeKey]),
  );
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keySchema(table),
        AttributeDefinitions: [...attributes].map((attribute) => ({
          AttributeName: attribute,
          AttributeType: 'S',
        })),
        // DynamoDB refuses an empty list.
        ...(indexes.length > 0 && {
          GlobalSecondaryIndexes: indexes.map(([index, key]) => ({
            IndexName: index,
            KeySchema: keySchema(key),
            Projection: key.attributes
              ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...key.attributes] }
              : { ProjectionType: 'ALL' as const },
          })),
        }),
        ...(table.stream && {
          StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream },
        }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    if (table.stream) await ensureStream(client, name, table.stream);
    return;
  }
  if (!table.ttl) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: table.ttl },
    }),
  );
}

/** A table that an earlier version created may have no stream yet. */
async function ensureStream(
  client: DynamoDBClient,
  name: string,
  view: NonNullable<TableDefinition['stream']>,
): Promise<void> {
  const { Table: found } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (found?.StreamSpecification?.StreamEnabled) return;
  await client.send(
    new UpdateTableCommand({
      TableName: name,
      StreamSpecification: { StreamEnabled: true, StreamViewType: view },
    }),
  );
}

const keySchema = (key: KeySchema) => [
  { AttributeName: key.hashKey, KeyType: 'HASH' as const },
  { AttributeName: key.rangeKey, KeyType: 'RANGE' as const },
];
