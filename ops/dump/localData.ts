import { existsSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DATA_FOLDER, readDynamoEndpoint, readPort } from '../../local/config';
import { startEmbedded } from '../../local/database/embedded';
import { LocalError } from '../../local/error';
import { clientSettings, linkResources } from '../../local/resources';
import { findTarget, isStackRunning } from '../../local/runningStack';
import { databaseIn, openState } from '../../local/state';

/**
 * Works on the database of the running stack or at DYNAMODB_ENDPOINT. Otherwise opens the data that
 * the last stack left in `.local`, and keeps other stacks away from it meanwhile.
 *
 * @param mayCreate whether there need not be any data yet
 * @param work receives a client, and the name of the place for messages
 * @throws LocalError if there is no data, or if it is unclear which stack is meant
 */
export async function onLocalData<Result>(
  mayCreate: boolean,
  work: (client: DynamoDBClient, place: string) => Promise<Result>,
): Promise<Result> {
  if (readDynamoEndpoint(process.env) !== undefined || (await isStackRunning())) {
    const { dynamoEndpoint } = await findTarget(process.env);
    return withClient(dynamoEndpoint, dynamoEndpoint, work);
  }
  if (!mayCreate && !existsSync(databaseIn(DATA_FOLDER))) {
    throw new LocalError(
      `There is no data in ${DATA_FOLDER}. Start a stack with pnpm start, or set DYNAMODB_ENDPOINT.`,
    );
  }
  const state = await openState(DATA_FOLDER, false, readPort(process.env));
  try {
    const database = await startEmbedded({ dbPath: state.dbPath });
    try {
      return await withClient(database.endpoint, DATA_FOLDER, work);
    } finally {
      await database.stop();
    }
  } finally {
    await state.release();
  }
}

async function withClient<Result>(
  dynamoEndpoint: string,
  place: string,
  work: (client: DynamoDBClient, place: string) => Promise<Result>,
): Promise<Result> {
  // Functions, which reconciling imports, read their links when they are imported.
  const url = `http://localhost:${readPort(process.env)}`;
  linkResources({ url, frontendUrl: url, dynamoEndpoint, jwtSecret: '' });
  const client = new DynamoDBClient(clientSettings(dynamoEndpoint));
  try {
    return await work(client, place);
  } finally {
    client.destroy();
  }
}
