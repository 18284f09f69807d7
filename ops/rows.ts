import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { boardKey, boardPk, type BoardItem } from '../model/board';
import { exercisePk, STATS_PREFIX } from '../model/exercise';
import type { ItemKey } from '../model/keys';
import { NAME_SK } from '../model/name';
import { PROGRESS_PREFIX, type ProgressItem } from '../model/progress';
import { formerRankPk, rankPk } from '../model/rankTree';
import { INDEX, type TableNames } from '../model/tables';
import {
  PROFILE_SK,
  userIdOf,
  userKey,
  userPk,
  type ShownName,
  type UserItem,
} from '../model/user';
import type { Completion, Counters } from './expected';

/** Access to the tables. */
export interface Store {
  readonly documents: DynamoDBDocumentClient;
  readonly names: TableNames;
}

/** A completed row, with the name that it shows. */
export interface NamedCompletion extends Completion {
  readonly username: string;
  readonly avatarUrl: string;
}

/** One person's board rows, by period. */
export type Standings = ReadonlyMap<string, BoardItem>;

/**
 * The rank tree of one period: nodes by sort key, and the rows that record where people are
 * counted.
 */
export interface Tree {
  readonly nodes: Map<string, Record<string, number>>;
  readonly counted: Map<string, string>;
}

type StoredRow = ItemKey & Record<string, unknown>;

/** DynamoDB's limit for one batch. */
const READS_MAX = 100;

export const openStore = (client: DynamoDBClient, names: TableNames): Store => ({
  documents: DynamoDBDocumentClient.from(client),
  names,
});

/** All completions, by person. Read from the index, so eventually consistent. */
export async function allCompletions(store: Store): Promise<Map<string, NamedCompletion[]>> {
  const people = new Map<string, NamedCompletion[]>();
  const rows = scan(store, { TableName: store.names.Progress, IndexName: INDEX });
  for await (const row of rows) {
    const userId = userIdOf(row.pk);
    const completions = people.get(userId) ?? [];
    people.set(userId, completions);
    completions.push(completionOf(row));
  }
  return people;
}

/** Every completion that was not announced, oldest first. */
export async function unannounced(
  store: Store,
): Promise<{ userId: string; exerciseId: string; completedAt: string }[]> {
  // The index does not project the mark.
  const rows = scan(store, {
    TableName: store.names.Progress,
    FilterExpression: 'attribute_exists(completedAt) AND attribute_not_exists(publishedAt)',
    ProjectionExpression: 'pk, sk, exerciseId, completedAt',
  });
  const found: { userId: string; exerciseId: string; completedAt: string }[] = [];
  for await (const row of rows) {
    const { exerciseId, completedAt } = row as unknown as Required<ProgressItem>;
    found.push({ userId: userIdOf(row.pk), exerciseId, completedAt });
  }
  return found.sort((a, b) => (a.completedAt < b.completedAt ? -1 : 1));
}

/** The completions of one exercise. Read from the index, so eventually consistent. */
export async function exerciseCompletions(store: Store, id: string): Promise<Completion[]> {
  const rows = await query(store, {
    TableName: store.names.Progress,
    IndexName: INDEX,
    KeyConditionExpression: 'gsi1pk = :pk',
    ExpressionAttributeValues: { ':pk': exercisePk(id) },
  });
  return rows.map(completionOf);
}

/** One person's completions. Strongly consistent. */
export async function personCompletions(store: Store, userId: string): Promise<NamedCompletion[]> {
  const rows = await query(store, {
    TableName: store.names.Progress,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': userPk(userId), ':prefix': PROGRESS_PREFIX },
    ConsistentRead: true,
  });
  return rows.filter((row) => row['completedAt'] !== undefined).map(completionOf);
}

/** The counters of every exercise that has any. */
export async function allCounters(store: Store): Promise<Map<string, Counters>> {
  const exercises = new Map<string, Counters>();
  const shards = scan(store, {
    TableName: store.names.Exercises,
    FilterExpression: 'begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':prefix': STATS_PREFIX },
  });
  for await (const shard of shards) {
    const id = shard.pk.slice(exercisePk('').length);
    exercises.set(id, sumOf([{ ...exercises.get(id) }, shard]));
  }
  return exercises;
}

/** The counters of one exercise. Strongly consistent. */
export async function exerciseCounters(store: Store, id: string): Promise<Counters> {
  return sumOf(
    await query(store, {
      TableName: store.names.Exercises,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': exercisePk(id), ':prefix': STATS_PREFIX },
      ConsistentRead: true,
    }),
  );
}

/** Every board row, by person; every tree; and the keys of trees with a former shape, by period. */
export async function allBoards(store: Store): Promise<{
  people: Map<string, Map<string, BoardItem>>;
  trees: Map<string, Tree>;
  formerTrees: Map<string, ItemKey[]>;
}> {
  const people = new Map<string, Map<string, BoardItem>>();
  const trees = new Map<string, Tree>();
  const formerTrees = new Map<string, ItemKey[]>();
  const rows = scan(store, { TableName: store.names.Leaderboards, ConsistentRead: true });
  for await (const row of rows) {
    const period = row.pk.slice(row.pk.indexOf('#') + 1);
    if (row.pk === boardPk(period)) {
      const userId = userIdOf(row.sk);
      const standings = people.get(userId) ?? new Map<string, BoardItem>();
      people.set(userId, standings);
      standings.set(period, row as unknown as BoardItem);
    } else if (row.pk === rankPk(period)) {
      const tree = trees.get(period) ?? emptyTree();
      trees.set(period, tree);
      addToTree(tree, row);
    } else if (row.pk === formerRankPk(period)) {
      const keys = formerTrees.get(period) ?? [];
      formerTrees.set(period, keys);
      keys.push({ pk: row.pk, sk: row.sk });
    }
  }
  return { people, trees, formerTrees };
}

/** One person's rows on the given boards. Strongly consistent. */
export async function personStandings(
  store: Store,
  userId: string,
  periods: readonly string[],
): Promise<Standings> {
  const keys = periods.map((period) => boardKey(period, userId));
  const rows = await boardRows(store, keys);
  return new Map(rows.map((row) => [row.pk.slice(boardPk('').length), row]));
}

/** The given people's rows on one board, by person. Strongly consistent. */
export async function boardStandings(
  store: Store,
  period: string,
  userIds: readonly string[],
): Promise<Map<string, BoardItem>> {
  const keys = userIds.map((userId) => boardKey(period, userId));
  return new Map((await boardRows(store, keys)).map((row) => [userIdOf(row.sk), row]));
}

async function boardRows(
  { documents, names }: Store,
  keys: readonly ItemKey[],
): Promise<(ItemKey & BoardItem)[]> {
  const table = names.Leaderboards;
  const rows: (ItemKey & BoardItem)[] = [];
  for (let from = 0; from < keys.length; from += READS_MAX) {
    let left: BatchGetCommandInput['RequestItems'] = {
      [table]: { Keys: keys.slice(from, from + READS_MAX), ConsistentRead: true },
    };
    while (left && Object.keys(left).length > 0) {
      const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await documents.send(
        new BatchGetCommand({ RequestItems: left }),
      );
      rows.push(...((Responses?.[table] ?? []) as (ItemKey & BoardItem)[]));
      left = UnprocessedKeys;
    }
  }
  return rows;
}

/** Whether the person's account is being deleted. */
export const isBeingDeleted = async (store: Store, userId: string): Promise<boolean> =>
  (await profileOf(store, userId))?.deletingAt !== undefined;

/** The id of every person with a profile. */
export async function profileIds(store: Store): Promise<Set<string>> {
  const ids = new Set<string>();
  const rows = scan(store, {
    TableName: store.names.Users,
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  });
  for await (const { pk, sk } of rows) if (sk === PROFILE_SK) ids.add(userIdOf(pk));
  return ids;
}

/** The name and avatar on every profile. */
export async function allNames(store: Store): Promise<Map<string, ShownName>> {
  const people = new Map<string, ShownName>();
  const rows = scan(store, {
    TableName: store.names.Users,
    ProjectionExpression: 'pk, sk, username, avatarUrl',
  });
  for await (const row of rows) {
    if (row.sk === PROFILE_SK) people.set(userIdOf(row.pk), row as unknown as ShownName);
  }
  return people;
}

/** A person's profile. Strongly consistent. Undefined if there is no account. */
export async function profileOf(
  { documents, names }: Store,
  userId: string,
): Promise<UserItem | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: names.Users, Key: userKey(userId), ConsistentRead: true }),
  );
  return Item as UserItem | undefined;
}

/** The key of a row of work, of a session or of a name. */
export interface PersonRow extends ItemKey {
  readonly table: 'Progress' | 'Sessions' | 'Users';
}

/** The keys of all work, all sessions and all names, by person. */
export async function rowsByOwner(store: Store): Promise<Map<string, PersonRow[]>> {
  const owned = new Map<string, PersonRow[]>();
  for (const table of ['Progress', 'Sessions', 'Users'] as const) {
    const keys = scan(store, {
      TableName: store.names[table],
      ProjectionExpression: 'pk, sk, userId',
    });
    for await (const { pk, sk, userId: holder } of keys) {
      const userId = ownerOf({ pk, sk, userId: holder });
      if (userId === undefined || sk === PROFILE_SK) continue;
      const rows = owned.get(userId) ?? [];
      owned.set(userId, rows);
      rows.push({ table, pk, sk });
    }
  }
  return owned;
}

/** The person that a row belongs to, if any. Only the row of a name does not have them in its key. */
export function ownerOf({ pk, sk, userId }: ItemKey & { readonly userId?: unknown }) {
  const owner = [pk, sk].find((part) => part.startsWith(userPk('')));
  if (owner !== undefined) return userIdOf(owner);
  return sk === NAME_SK && typeof userId === 'string' ? userId : undefined;
}

/** The tree of one period. Strongly consistent. */
export async function treeOf(store: Store, period: string): Promise<Tree> {
  const tree = emptyTree();
  const rows = await query(store, {
    TableName: store.names.Leaderboards,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': rankPk(period) },
    ConsistentRead: true,
  });
  for (const row of rows) addToTree(tree, row);
  return tree;
}

export const emptyTree = (): Tree => ({ nodes: new Map(), counted: new Map() });

function addToTree(tree: Tree, { pk: _pk, sk, ...attributes }: StoredRow): void {
  if (sk.startsWith(userPk(''))) {
    if (attributes['counted'] !== undefined) {
      tree.counted.set(userIdOf(sk), String(attributes['counted']));
    }
    return;
  }
  const counters = Object.entries(attributes).filter(([, people]) => people !== 0);
  if (counters.length > 0) {
    tree.nodes.set(sk, Object.fromEntries(counters) as Record<string, number>);
  }
}

async function* scan(
  { documents }: Store,
  input: Parameters<typeof paginateScan>[1],
): AsyncGenerator<StoredRow> {
  for await (const { Items = [] } of paginateScan({ client: documents }, input)) {
    yield* Items as StoredRow[];
  }
}

async function query(
  { documents }: Store,
  input: Parameters<typeof paginateQuery>[1],
): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const { Items = [] } of paginateQuery({ client: documents }, input)) {
    rows.push(...(Items as StoredRow[]));
  }
  return rows;
}

function completionOf(row: StoredRow): NamedCompletion {
  const { exerciseId, completedAt, attempts, points, username, avatarUrl } =
    row as unknown as Required<ProgressItem>;
  return { exerciseId, completedAt, attempts, points, username, avatarUrl };
}

const sumOf = (shards: readonly Readonly<Record<string, unknown>>[]): Counters =>
  shards.reduce<Counters>(
    (sum, { completions, attempts }) => ({
      completions: sum.completions + Number(completions ?? 0),
      attempts: sum.attempts + Number(attempts ?? 0),
    }),
    { completions: 0, attempts: 0 },
  );
