import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  GetCommand,
  paginateQuery,
  UpdateCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { boardKey, type BoardItem } from '../../model/board';
import { updateExpression } from '../../model/expression';
import type { ItemKey } from '../../model/keys';
import { boardPeriods } from '../../model/period';
import { PROGRESS_PREFIX, type ProgressItem } from '../../model/progress';
import type { TableNames } from '../../model/tables';
import { userKey, userPk, type ShownName, type UserItem } from '../../model/user';
import { backOff } from './backOff';
import { withoutConflict } from './conflict';
import { updateOf } from './expression';

/** Access to profiles and to the rows that have copies of their names. */
export interface NamedTables {
  readonly dynamo: DynamoDBDocumentClient;
  readonly names: Pick<TableNames, 'Users' | 'Progress' | 'Leaderboards'>;
}

/** A row that has a copy of the person's name. */
type NamedRow = ItemKey & Partial<ShownName>;

/** 2,500 rows take seconds, and stay below what one partition accepts. */
const WRITES_AT_ONCE = 20;

/** DynamoDB's limit for one batch. */
const READS_MAX = 100;

/**
 * Sets the name and avatar of a person's profile on their completed work and on their standings.
 * Idempotent, and rows that are right already cost only their read: a call that ends early is continued
 * by the next one. No completion writes another name in the meantime, because each checks that the
 * profile still has the name that it writes (`resolvers/lib/acceptAnswer.ts`).
 *
 * @throws if DynamoDB fails, or when the deadline passes
 */
export async function renameWork(
  tables: NamedTables,
  userId: string,
  deadline: AbortSignal,
): Promise<void> {
  let name = await readName(tables, userId, deadline);
  while (name) {
    const written = await showAs(tables, userId, name, deadline);
    if (written === 0) return;
    // The profile may have changed, and a concurrent call may have written its new name before us.
    const now = await readName(tables, userId, deadline);
    if (now && isShownAs(now, name)) return;
    name = now;
  }
}

/** Undefined if there is no account. */
async function readName(
  { dynamo, names }: NamedTables,
  userId: string,
  deadline: AbortSignal,
): Promise<ShownName | undefined> {
  deadline.throwIfAborted();
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: names.Users, Key: userKey(userId), ConsistentRead: true }),
    { abortSignal: deadline },
  );
  if (!Item) return undefined;
  const { username, avatarUrl } = Item as UserItem;
  return { username, avatarUrl };
}

/** @returns the number of rows that had another name or avatar */
async function showAs(
  tables: NamedTables,
  userId: string,
  name: ShownName,
  deadline: AbortSignal,
): Promise<number> {
  let written = 0;
  const rename = async (table: 'Progress' | 'Leaderboards', rows: readonly NamedRow[]) => {
    const others = rows.filter((row) => !isShownAs(row, name));
    written += others.length;
    await inGroups(others, WRITES_AT_ONCE, (row) => write(tables, table, row, name, deadline));
  };
  const periods = new Set<string>();
  for await (const rows of completedWork(tables, userId, deadline)) {
    for (const { completedAt } of rows) {
      for (const period of boardPeriods(Date.parse(completedAt))) periods.add(period);
    }
    await rename('Progress', rows);
  }
  const boards = [...periods].map((period) => boardKey(period, userId));
  for (let from = 0; from < boards.length; from += READS_MAX) {
    const keys = boards.slice(from, from + READS_MAX);
    await rename('Leaderboards', await readStandings(tables, keys, deadline));
  }
  return written;
}

const isShownAs = (row: Partial<ShownName>, { username, avatarUrl }: ShownName): boolean =>
  row.username === username && row.avatarUrl === avatarUrl;

type CompletedRow = NamedRow & Required<Pick<ProgressItem, 'completedAt'>>;

/** A person's completed rows, by page. Strongly consistent. */
async function* completedWork(
  { dynamo, names }: NamedTables,
  userId: string,
  deadline: AbortSignal,
): AsyncGenerator<CompletedRow[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: names.Progress,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      FilterExpression: 'attribute_exists(completedAt)',
      ProjectionExpression: 'pk, sk, completedAt, username, avatarUrl',
      ExpressionAttributeValues: { ':pk': userPk(userId), ':prefix': PROGRESS_PREFIX },
      ConsistentRead: true,
    },
    { abortSignal: deadline },
  );
  for await (const { Items = [] } of pages) yield Items as CompletedRow[];
}

/** The standings that exist. Strongly consistent. */
async function readStandings(
  { dynamo, names: { Leaderboards: table } }: NamedTables,
  Keys: ItemKey[],
  deadline: AbortSignal,
): Promise<(ItemKey & BoardItem)[]> {
  const rows: (ItemKey & BoardItem)[] = [];
  let left: BatchGetCommandInput['RequestItems'] = { [table]: { Keys, ConsistentRead: true } };
  for (let tries = 1; ; tries += 1) {
    const { Responses, UnprocessedKeys = {} }: BatchGetCommandOutput = await dynamo.send(
      new BatchGetCommand({ RequestItems: left }),
      { abortSignal: deadline },
    );
    rows.push(...((Responses?.[table] ?? []) as (ItemKey & BoardItem)[]));
    if (Object.keys(UnprocessedKeys).length === 0) return rows;
    left = UnprocessedKeys;
    await backOff(tries, deadline);
  }
}

/** A row that was removed in the meantime is not created again. */
async function write(
  { dynamo, names }: NamedTables,
  table: 'Progress' | 'Leaderboards',
  { pk, sk }: ItemKey,
  name: ShownName,
  deadline: AbortSignal,
): Promise<void> {
  const update = () =>
    dynamo.send(
      new UpdateCommand({
        TableName: names[table],
        Key: { pk, sk },
        ...updateOf(updateExpression<ShownName>({ set: name })),
        ConditionExpression: 'attribute_exists(username)',
      }),
      { abortSignal: deadline },
    );
  try {
    await withoutConflict(update, deadline);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function inGroups<Item>(
  items: readonly Item[],
  size: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    await Promise.all(items.slice(from, from + size).map(act));
  }
}
