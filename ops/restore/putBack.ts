import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { limitConcurrency } from '../../local/concurrency';
import type { TypedRow } from '../../local/database/rowText';
import { HELD_CONDITION, nameKey, nameOf } from '../../model/name';
import type { TableName, TableNames } from '../../model/tables';
import { ACTIVE_CONDITION, PROFILE_SK, userIdOf, userKey, userPk } from '../../model/user';
import { ownerOf } from '../rows';
import { RestoreError, type RestoreRequest } from './request';
import { keyText, lastingRows } from './sideRows';
import { sideTable } from './sideTable';

/** The keys of rows that were put back, and of those that DynamoDB refused. */
export interface PutBack {
  readonly done: readonly string[];
  /** The row is there again, its person has no account, or someone else has the name. */
  readonly refused: readonly string[];
}

/** Why the rows of a table are not put back. */
const NEVER: Partial<Record<TableName, string>> = {
  Sessions: 'Sessions are not put back: one that was ended would be valid again.',
  Leaderboards:
    'Leaderboards are not put back: pnpm stats reconcile --repair rebuilds them from the completions.',
};

const WRITES_AT_ONCE = 8;

/**
 * Writes rows of a copy that are missing in the live table, each on condition that it is still
 * missing. Never overwrites a row.
 *
 * Rows of a person need their account, which must have existed at the time of the copy: an account
 * that was deleted, and perhaps created anew, does not get its past back.
 *
 * @throws RestoreError for tables whose rows must not be put back
 */
export async function putBack(
  client: DynamoDBClient,
  names: TableNames,
  { tables: [table], keys, at }: Pick<RestoreRequest, 'tables' | 'keys' | 'at'>,
  now: Date,
): Promise<PutBack> {
  const reason = NEVER[table!];
  if (reason !== undefined) throw new RestoreError(reason);
  if (table === 'Users' && keys.length === 0) {
    throw new RestoreError(
      'Name the people with --key: someone who deleted their account must not get it back.',
    );
  }
  const missing = await missingRows(client, table!, names, { keys, at, now });
  const write = limitConcurrency(WRITES_AT_ONCE, (row: TypedRow) =>
    transact(client, writesOf(names, table!, row, new Date(at))),
  );
  const results = await Promise.all(missing.map(write));
  return {
    done: missing.filter((_, i) => results[i]).map(keyText),
    refused: missing.filter((_, i) => !results[i]).map(keyText),
  };
}

async function missingRows(
  client: DynamoDBClient,
  table: TableName,
  names: TableNames,
  { keys, at, now }: { keys: readonly string[]; at: number; now: Date },
): Promise<TypedRow[]> {
  const live = new Set<string>();
  for await (const row of lastingRows(client, table, names[table], now)) live.add(keyText(row));
  const missing: TypedRow[] = [];
  const copy = sideTable(names[table], new Date(at));
  for await (const row of lastingRows(client, table, copy, now)) {
    const key = keyText(row);
    const isMeant = keys.length === 0 || keys.some((each) => each === key || each === row['pk']?.S);
    // A name comes with its profile.
    const isAlone = table !== 'Users' || row['sk']?.S === PROFILE_SK;
    if (isMeant && isAlone && !live.has(key)) missing.push(row);
  }
  return missing;
}

function writesOf(
  names: TableNames,
  table: TableName,
  row: TypedRow,
  at: Date,
): TransactWriteItem[] {
  const put: TransactWriteItem = {
    Put: { TableName: names[table], Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
  };
  const owner = ownerOf({ pk: row['pk']!.S!, sk: row['sk']!.S! });
  if (table === 'Users') return [put, ...nameOfProfile(names.Users, row)];
  if (owner === undefined) return [put];
  const { pk, sk } = userKey(owner);
  return [
    put,
    {
      ConditionCheck: {
        TableName: names.Users,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConditionExpression: `${ACTIVE_CONDITION} AND createdAt <= :at`,
        ExpressionAttributeValues: { ':at': { S: at.toISOString() } },
      },
    },
  ];
}

/** A profile and its name are written only together. */
function nameOfProfile(table: string, { pk, heldName }: TypedRow): TransactWriteItem[] {
  if (heldName?.S === undefined) return [];
  const userId = userIdOf(pk?.S ?? userPk(''));
  const name = nameKey(nameOf(heldName.S));
  return [
    {
      Put: {
        TableName: table,
        Item: { pk: { S: name.pk }, sk: { S: name.sk }, userId: { S: userId } },
        ConditionExpression: HELD_CONDITION,
        ExpressionAttributeValues: { ':userId': { S: userId } },
      },
    },
  ];
}

/** @returns false if a condition does not hold */
async function transact(client: DynamoDBClient, items: TransactWriteItem[]): Promise<boolean> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
}
