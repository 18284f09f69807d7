import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  paginateQuery,
  type BatchWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  CATALOG,
  catalogIndex,
  contentKey,
  exerciseKey,
  type ExerciseItem,
} from '../model/exercise';
import { INDEX, type ItemKey } from '../model/tables';
import type { Exercise } from './read';

type Write = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** DynamoDB's limit for one batch. */
const BATCH_SIZE = 25;

/**
 * Makes a table hold exactly this catalogue. Counters are items of their own and are not touched;
 * neither is anyone's progress on a lab that is gone.
 */
export async function publishCatalogue(
  client: DynamoDBClient,
  tableName: string,
  exercises: readonly Exercise[],
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client);
  const ids = new Set(exercises.map(({ id }) => id));
  const gone = (await publishedIds(documents, tableName)).filter((id) => !ids.has(id));
  const writes: Write[] = [
    ...exercises.flatMap((exercise) => [put(metaItem(exercise)), put(contentItem(exercise))]),
    ...gone.flatMap((id) => [remove(exerciseKey(id)), remove(contentKey(id))]),
  ];
  for (let start = 0; start < writes.length; start += BATCH_SIZE) {
    await writeAll(documents, tableName, writes.slice(start, start + BATCH_SIZE));
  }
}

async function publishedIds(
  documents: DynamoDBDocumentClient,
  tableName: string,
): Promise<string[]> {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tableName,
      IndexName: INDEX,
      KeyConditionExpression: 'gsi1pk = :catalog',
      ExpressionAttributeValues: { ':catalog': CATALOG },
    },
  );
  for await (const { Items = [] } of pages) {
    ids.push(...(Items as ExerciseItem[]).map(({ id }) => id));
  }
  return ids;
}

/** A busy table leaves writes over, and wants them again. */
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

const put = (Item: object): Write => ({ PutRequest: { Item } });

const remove = (Key: ItemKey): Write => ({ DeleteRequest: { Key } });

function metaItem(exercise: Exercise): ExerciseItem & ItemKey {
  const { id, title, summary, difficulty, tags, points, estimatedMinutes, prerequisites } =
    exercise;
  const { kind } = exercise.verification;
  return {
    ...exerciseKey(id),
    ...catalogIndex(exercise.position, id),
    id,
    title,
    summary,
    difficulty,
    tags,
    points,
    estimatedMinutes,
    prerequisites,
    verification: kind,
    ...(exercise.verification.kind === 'ANSWER' && {
      verificationHash: exercise.verification.hash,
    }),
    searchText: `${title} ${summary}`.toLowerCase(),
  };
}

const contentItem = ({ id, instructions }: Exercise) => ({ ...contentKey(id), instructions });
