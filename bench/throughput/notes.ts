import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

/** One schema for both servers. */
export const schema = `
  type Note { id: ID! title: String! body: String! stars: Int! }
  type Query { note(id: ID!): Note }
`;

export const QUERY = 'query Note($id: ID!) { note(id: $id) { id title body stars } }';

export const TABLE = 'Notes';

/** What both answer to the query. */
export const note = { id: 'n1', title: 'Milk', body: 'Two bottles, and a paper bag.', stars: 3 };

export const clientAt = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** One item, as it is read without AppSync. */
export const getNote = (client: DynamoDBClient, id: string) =>
  client.send(new GetItemCommand({ TableName: TABLE, Key: { id: { S: id } } }));

/** A table with the one item. */
export async function writeNotes(endpoint: string): Promise<void> {
  const client = clientAt(endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  const { id, title, body, stars } = note;
  const Item = {
    id: { S: id },
    title: { S: title },
    body: { S: body },
    stars: { N: String(stars) },
  };
  await client.send(new PutItemCommand({ TableName: TABLE, Item }));
  client.destroy();
}
