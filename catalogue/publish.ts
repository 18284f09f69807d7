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
import { answersKey, type AnswersItem } from '../model/answers';
import {
  CATALOG,
  STATS_PREFIX,
  catalogIndex,
  contentKey,
  exerciseKey,
  exercisePk,
  tagsKey,
  type ExerciseItem,
  type TagsItem,
} from '../model/exercise';
import type { ItemKey } from '../model/keys';
import { INDEX, type TableNames } from '../model/tables';
import { findNoRoom } from './findNoRoom';
import { findThawed } from './findThawed';
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

/** The physical names of the tables of the catalogue. */
export type CatalogueTables = Pick<TableNames, 'Exercises' | 'Answers'>;

/** What a publication may do to exercises that people have started or completed. */
export interface Permissions {
  /** Whether an exercise that people have completed may be removed. */
  mayRemove(id: string): boolean;
  /** Whether a published version may change. */
  readonly mayThaw: boolean;
}

/**
 * Makes the tables match this catalogue, and writes only the differences. Counters are separate
 * items and do not change, and neither does anyone's progress on a removed exercise.
 *
 * @throws CompletedExercisesError before anything is written
 * @throws CatalogueError also before anything is written, if a published version would change, or
 *   if there is no room for the catalogue besides the retired exercises
 */
export async function publishCatalogue(
  client: DynamoDBClient,
  tables: CatalogueTables,
  exercises: readonly Exercise[],
  { mayRemove, mayThaw }: Permissions,
): Promise<Publication> {
  const documents = DynamoDBDocumentClient.from(client);
  const published = await readPublished(documents, tables.Exercises);
  const ids = exercises.map(({ id }) => id);
  const frozen = await readFrozen(documents, tables.Answers, ids);
  const completions = await readCompletions(documents, tables.Exercises);
  const removed = [...published.keys()].filter((id) => !ids.includes(id));
  refuseCompleted(
    completions,
    removed.filter((id) => !mayRemove(id)),
  );
  const retired = [...completions.keys()].filter((id) => !ids.includes(id));
  const problems = [
    ...exercises.flatMap((each) => (mayThaw ? [] : findThawed(each, frozen.get(each.id)))),
    ...findNoRoom(exercises, retired.length),
  ];
  if (problems.length > 0) throw new CatalogueError(problems);

  const isNew = ({ id }: Exercise) => !published.has(id);
  const isOutdated = (exercise: Exercise) =>
    !isDeepStrictEqual(published.get(exercise.id), itemsOf(exercise)) ||
    !isDeepStrictEqual(frozen.get(exercise.id), answersItem(exercise));
  const outdated = exercises.filter(isOutdated);
  const tags = tagsItem(exercises);
  const [publishedTags] = await getAll(documents, tables.Exercises, [tagsKey]);
  // The answers first: until the card follows, `startExercise` asks to try again.
  await writeAll(
    documents,
    tables.Answers,
    outdated.map((exercise) => put(answersItem(exercise))),
  );
  await writeAll(documents, tables.Exercises, [
    ...outdated.flatMap((exercise) => itemsOf(exercise).map(put)),
    ...removed.flatMap((id) => [remove(exerciseKey(id)), remove(contentKey(id))]),
    ...(isDeepStrictEqual(publishedTags, tags) ? [] : [put(tags)]),
  ]);

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
  for (const item of await getAll(documents, tableName, keys)) contents.set(item['pk'], item);
  return new Map(cards.map((card) => [String(card['id']), [card, contents.get(card['pk'])]]));
}

/** The last published version of each of these exercises, even if it was removed since. */
async function readFrozen(
  documents: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
): Promise<Map<string, AnswersItem>> {
  const items = await getAll(documents, tableName, ids.map(answersKey));
  return new Map(
    items.map((item) => [
      String(item['pk']).slice(exercisePk('').length),
      item as Item & AnswersItem,
    ]),
  );
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
  for (const batch of inBatches(keys, READS_MAX)) {
    let left: BatchGetCommandInput['RequestItems'] = { [tableName]: { Keys: batch } };
    while (left && Object.keys(left).length > 0) {
      const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await documents.send(
        new BatchGetCommand({ RequestItems: left }),
      );
      items.push(...(Responses?.[tableName] ?? []));
      left = UnprocessedKeys;
    }
  }
  return items;
}

/** When throttled, DynamoDB returns unprocessed items, which must be written again. */
async function writeAll(
  documents: DynamoDBDocumentClient,
  tableName: string,
  writes: readonly Write[],
): Promise<void> {
  for (const batch of inBatches(writes, WRITES_MAX)) {
    let left = batch;
    while (left.length > 0) {
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
      );
      left = UnprocessedItems?.[tableName] ?? [];
    }
  }
}

const put = (Item: Item): Write => ({ PutRequest: { Item } });
const remove = (Key: ItemKey): Write => ({ DeleteRequest: { Key } });

/** The public items of an exercise: its card and its instructions. */
const itemsOf = (exercise: Exercise): Item[] => [metaItem(exercise), contentItem(exercise)];

/** Stores the card's fields unchanged, except those that have another form on the row. */
function metaItem(exercise: Exercise): Item & ExerciseItem & ItemKey {
  const { position, verification, bundle, instructions: _, answers: __, ...card } = exercise;
  return {
    ...exerciseKey(card.id),
    ...catalogIndex(position, card.id),
    ...card,
    verification: verification.kind,
    bundle: { sha256: bundle.sha256, bytes: bundle.archive.length },
    searchText: searchText(card),
  };
}

const contentItem = ({ id, instructions }: Exercise) => ({ ...contentKey(id), instructions });

const answersItem = (exercise: Exercise): Item & AnswersItem => ({
  ...answersKey(exercise.id),
  version: exercise.version,
  points: exercise.points,
  verification: exercise.verification.kind,
  hashes: [...exercise.answers.hashes],
});

function tagsItem(exercises: readonly Exercise[]): Item & TagsItem & ItemKey {
  const counts = new Map<string, number>();
  for (const tag of exercises.flatMap(({ tags }) => tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const tags = [...counts].map(([tag, count]) => ({ tag, exercises: count }));
  return { ...tagsKey, tags: tags.sort((a, b) => (a.tag < b.tag ? -1 : 1)) };
}
