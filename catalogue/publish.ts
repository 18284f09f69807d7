import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type BatchWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  CATALOG,
  STATS_PREFIX,
  catalogIndex,
  contentKey,
  exerciseKey,
  exercisePk,
  type ExerciseItem,
} from '../model/exercise';
import type { ItemKey } from '../model/keys';
import { INDEX } from '../model/tables';
import { findNoRoom } from './findNoRoom';
import { CatalogueError, type Exercise } from './read';
import { searchText } from './schema';

type Item = Record<string, unknown>;
type Write = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** DynamoDB's limits for one batch. */
const WRITES_MAX = 25;
const READS_MAX = 100;

/** The result of publishing, by exercise id. */
export interface Publication {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Exercises that are no longer in the catalogue and that people have completed. Nothing was
 * written.
 */
export class CompletedExercisesError extends Error {
  override readonly name = 'CompletedExercisesError';
  readonly completions: Readonly<Record<string, number>>;

  constructor(completions: Readonly<Record<string, number>>) {
    const exercises = Object.entries(completions).map(([id, count]) => `${id} (${count})`);
    super(
      `Learners have completed exercises that were removed from the catalogue: ${exercises.join(', ')}.`,
    );
    this.completions = completions;
  }
}

/**
 * Makes a table match this catalogue, and writes only the differences. Counters are separate items
 * and do not change, and neither does anyone's progress on a removed exercise.
 *
 * @param mayRemove whether an exercise that people have completed may be removed
 * @throws CompletedExercisesError before anything is written
 * @throws CatalogueError also before anything is written, if there is no room for it besides the
 *   retired exercises
 */
export async function publishCatalogue(
  client: DynamoDBClient,
  tableName: string,
  exercises: readonly Exercise[],
  mayRemove: (id: string) => boolean,
): Promise<Publication> {
  const documents = DynamoDBDocumentClient.from(client);
  const published = await readPublished(documents, tableName);
  const completions = await readCompletions(documents, tableName);
  const ids = exercises.map(({ id }) => id);
  const removed = [...published.keys()].filter((id) => !ids.includes(id));
  refuseCompleted(
    completions,
    removed.filter((id) => !mayRemove(id)),
  );
  const retired = [...completions.keys()].filter((id) => !ids.includes(id));
  const problems = findNoRoom(exercises, retired.length);
  if (problems.length > 0) throw new CatalogueError(problems);

  const isNew = ({ id }: Exercise) => !published.has(id);
  const outdated = exercises.filter(
    (exercise) => !isDeepStrictEqual(published.get(exercise.id), itemsOf(exercise)),
  );
  const writes: Write[] = [
    ...outdated.flatMap((exercise) => itemsOf(exercise).map((Item) => ({ PutRequest: { Item } }))),
    ...removed.flatMap((id) => [remove(exerciseKey(id)), remove(contentKey(id))]),
  ];
  for (const batch of inBatches(writes, WRITES_MAX)) await writeAll(documents, tableName, batch);

  const outdatedIds = outdated.map(({ id }) => id);
  return {
    added: outdated.filter(isNew).map(({ id }) => id),
    changed: outdated.filter((exercise) => !isNew(exercise)).map(({ id }) => id),
    removed,
    unchanged: ids.filter((id) => !outdatedIds.includes(id)),
  };
}

/** The items of each published exercise, in the order of `itemsOf`. */
async function readPublished(
  documents: DynamoDBDocumentClient,
  tableName: string,
): Promise<Map<string, (Item | undefined)[]>> {
  const cards = await queryAll(documents, {
    TableName: tableName,
    IndexName: INDEX,
    KeyConditionExpression: 'gsi1pk = :catalog',
    ExpressionAttributeValues: { ':catalog': CATALOG },
  });
  const keys = cards.map(({ id }) => contentKey(String(id)));
  const contents = new Map<unknown, Item>();
  for (const batch of inBatches(keys, READS_MAX)) {
    for (const item of await getAll(documents, tableName, batch)) contents.set(item['pk'], item);
  }
  return new Map(cards.map((card) => [String(card['id']), [card, contents.get(card['pk'])]]));
}

/**
 * Number of completions per exercise, for every exercise that anyone has completed, including
 * retired ones.
 */
async function readCompletions(
  client: DynamoDBDocumentClient,
  tableName: string,
): Promise<Map<string, number>> {
  const completions = new Map<string, number>();
  const shards = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: 'begins_with(sk, :prefix)',
      ProjectionExpression: 'pk, completions',
      ExpressionAttributeValues: { ':prefix': STATS_PREFIX },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of shards) {
    for (const { pk, completions: count } of Items) {
      const id = String(pk).slice(exercisePk('').length);
      completions.set(id, (completions.get(id) ?? 0) + Number(count));
    }
  }
  // A single shard may be negative: people who leave are subtracted from any shard.
  return new Map([...completions].filter(([, count]) => count > 0));
}

function refuseCompleted(completions: ReadonlyMap<string, number>, ids: readonly string[]): void {
  const completed = ids.filter((id) => completions.has(id));
  if (completed.length === 0) return;
  throw new CompletedExercisesError(
    Object.fromEntries(completed.map((id) => [id, completions.get(id)!])),
  );
}

async function queryAll(
  client: DynamoDBDocumentClient,
  query: Parameters<typeof paginateQuery>[1],
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
  return items;
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += size)
    batches.push(all.slice(start, start + size));
  return batches;
}

/** When throttled, DynamoDB returns unprocessed keys, which must be read again. */
async function getAll(
  documents: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly ItemKey[],
): Promise<Item[]> {
  const items: Item[] = [];
  let left: BatchGetCommandInput['RequestItems'] = { [tableName]: { Keys: [...keys] } };
  while (left && Object.keys(left).length > 0) {
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await documents.send(
      new BatchGetCommand({ RequestItems: left }),
    );
    items.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys;
  }
  return items;
}

/** When throttled, DynamoDB returns unprocessed items, which must be written again. */
async function writeAll(
  documents: DynamoDBDocumentClient,
  tableName: string,
  writes: Write[],
): Promise<void> {
  let left = writes;
  while (left.length > 0) {
    const { UnprocessedItems } = await documents.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
    );
    left = UnprocessedItems?.[tableName] ?? [];
  }
}

const remove = (Key: ItemKey): Write => ({ DeleteRequest: { Key } });

/** The items of an exercise: its card and its instructions. */
const itemsOf = (exercise: Exercise): [Item, Item] => [metaItem(exercise), contentItem(exercise)];

/** Stores the card's fields unchanged, except those that have another form on the row. */
function metaItem(exercise: Exercise): Item & ExerciseItem & ItemKey {
  const { position, verification, instructions: _, ...card } = exercise;
  return {
    ...exerciseKey(card.id),
    ...catalogIndex(position, card.id),
    ...card,
    verification: verification.kind,
    ...(verification.kind === 'ANSWER' && { verificationHash: verification.hash }),
    searchText: searchText(card),
  };
}

const contentItem = ({ id, instructions }: Exercise) => ({ ...contentKey(id), instructions });
