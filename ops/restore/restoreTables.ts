import { setTimeout } from 'node:timers/promises';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { TableName, TableNames } from '../../model/tables';
import { momentText, RestoreError } from './request';
import { sideTable } from './sideTable';

/** A restore takes minutes at least, and seldom more than an hour. */
const WAIT_MS = 10_000;

/**
 * Restores tables to side tables as of one moment, and waits until they can be read. Continues with
 * side tables that exist. Checks every table before it restores one.
 *
 * @param progress receives one line for each step
 * @throws RestoreError if a table cannot be restored to that moment
 */
export async function restoreTables(
  client: DynamoDBClient,
  names: TableNames,
  tables: readonly TableName[],
  at: Date,
  { progress, waitMs = WAIT_MS }: { progress: (line: string) => void; waitMs?: number },
): Promise<void> {
  const missing: TableName[] = [];
  for (const table of tables) {
    if ((await statusOf(client, sideTable(names[table], at))) === undefined) missing.push(table);
  }
  for (const table of missing) await checkWindow(client, table, names[table], at);
  for (const table of missing) await start(client, table, names[table], at);
  for (const table of tables) {
    const copy = sideTable(names[table], at);
    progress(`${table}: ${missing.includes(table) ? 'restoring to' : 'continuing with'} ${copy}`);
  }
  await Promise.all(
    tables.map(async (table) => {
      await waitUntilActive(client, sideTable(names[table], at), waitMs);
      progress(`${table}: restored`);
    }),
  );
}

/** DynamoDB's status of a table, such as `ACTIVE`. Undefined if there is no such table. */
export async function statusOf(client: DynamoDBClient, table: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function checkWindow(
  client: DynamoDBClient,
  table: TableName,
  name: string,
  at: Date,
): Promise<void> {
  const { ContinuousBackupsDescription: backups } = await refusing(table, at, () =>
    client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
  );
  const { PointInTimeRecoveryStatus, EarliestRestorableDateTime, LatestRestorableDateTime } =
    backups?.PointInTimeRecoveryDescription ?? {};
  if (
    PointInTimeRecoveryStatus !== 'ENABLED' ||
    !EarliestRestorableDateTime ||
    !LatestRestorableDateTime
  ) {
    throw new RestoreError(messages['PointInTimeRecoveryUnavailableException']!(table, at));
  }
  if (at < EarliestRestorableDateTime || at > LatestRestorableDateTime) {
    // Inwards, so that DynamoDB accepts both ends as they are shown.
    const from = new Date(Math.ceil(EarliestRestorableDateTime.getTime() / 1_000) * 1_000);
    const to = new Date(Math.floor(LatestRestorableDateTime.getTime() / 1_000) * 1_000);
    throw new RestoreError(
      `${table} can be restored to a time from ${momentText(from)} to ${momentText(to)}, not to ${momentText(at)}.`,
    );
  }
}

async function start(
  client: DynamoDBClient,
  table: TableName,
  name: string,
  at: Date,
): Promise<void> {
  await refusing(table, at, () =>
    client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: name,
        TargetTableName: sideTable(name, at),
        RestoreDateTime: at,
      }),
    ),
  );
}

/** What an operator can do about an error of DynamoDB, by its name. */
const messages: Readonly<Record<string, (table: TableName, at: Date) => string>> = {
  InvalidRestoreTimeException: (table, at) =>
    `DynamoDB cannot restore ${table} to ${momentText(at)} any more, or not yet. Choose a time that is at least five minutes ago and within the retention.`,
  LimitExceededException: (table) =>
    `DynamoDB refused to restore ${table}, because the account may run only 50 restores at once. Run the command again later: it continues.`,
  PointInTimeRecoveryUnavailableException: (table) =>
    `Point-in-time recovery of ${table} is off, so there is nothing to restore. Deploy the stage to turn it on for the future.`,
  TableAlreadyExistsException: (table) =>
    `Another command has just started to restore ${table} to the same time. Run the command again: it continues.`,
  TableNotFoundException: (table) => `There is no table ${table} in this stage.`,
};

async function refusing<Result>(
  table: TableName,
  at: Date,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? messages[error.name] : undefined;
    throw message ? new RestoreError(message(table, at)) : error;
  }
}

async function waitUntilActive(
  client: DynamoDBClient,
  copy: string,
  waitMs: number,
): Promise<void> {
  for (let hasBeenSeen = false; ;) {
    const status = await statusOf(client, copy);
    if (status === 'ACTIVE') return;
    // DescribeTable may not know a new table for a few seconds.
    if (status !== 'CREATING' && (status !== undefined || hasBeenSeen)) {
      throw new RestoreError(
        `The side table ${copy} ${status === undefined ? 'no longer exists' : `is ${status}`}. Run the command again when it is gone.`,
      );
    }
    hasBeenSeen ||= status !== undefined;
    await setTimeout(waitMs);
  }
}
