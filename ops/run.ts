import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../model/tables';
import { announceMissed } from './announce';
import { reconcile } from './reconcile';
import { announcementReport, exitCode, hasFailed, report } from './report';

export const COMMANDS = ['reconcile', 'repair', 'announce'] as const;
export type Command = (typeof COMMANDS)[number];

/**
 * Runs a command on the tables of a stage and reports the result.
 * @returns the exit code
 */
export async function run(
  command: Command,
  client: DynamoDBClient,
  names: TableNames,
): Promise<number> {
  if (command === 'announce') {
    await signAs(client);
    const announcements = await announceMissed(client, names);
    console.log(announcementReport(announcements));
    return hasFailed(announcements) ? 2 : 0;
  }
  const reconciliation = await reconcile(client, names, { repair: command === 'repair' });
  console.log(report(reconciliation));
  return exitCode(reconciliation);
}

/**
 * Functions sign with the credentials that Lambda sets in the environment. Here, they are the ones
 * that the SDK found.
 */
async function signAs(client: DynamoDBClient): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  process.env['AWS_REGION'] = await client.config.region();
  process.env['AWS_ACCESS_KEY_ID'] = accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = secretAccessKey;
  if (sessionToken === undefined) delete process.env['AWS_SESSION_TOKEN'];
  else process.env['AWS_SESSION_TOKEN'] = sessionToken;
}
