import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll } from 'vitest';
import { startEmbedded } from '../../../local/database/embedded';

/** The table of the example, `Notes`, in a database that stops after the tests of the file. */
export async function givenNotesTable() {
  const database = await startEmbedded();
  afterAll(() => database.stop());
  const { endpoint } = database;
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'Notes',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  return { client, endpoint };
}
