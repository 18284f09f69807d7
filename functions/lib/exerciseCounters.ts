import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  EXERCISE_ID_PATTERN,
  EXERCISE_ID_RULE,
  exerciseKey,
  STATS_PREFIX,
  sumOfShards,
  type ExerciseItem,
  type StatsItem,
} from '../../model/exercise';
import type { ItemKey } from '../../model/keys';
import { config } from './config';
import { dynamo } from './dynamo';
import { WidgetError } from './widgets';

/** An exercise's name and its public counters. */
export interface ExerciseCounters extends Readonly<StatsItem> {
  readonly exerciseId: string;
  readonly title: string;
}

const idPattern = new RegExp(EXERCISE_ID_PATTERN);

/**
 * The exercise id in the request's path.
 * @throws WidgetError `InvalidInput` for an id that no exercise can have
 */
export function exerciseIdOf(pathParameters: { id?: string } | undefined): string {
  const id = pathParameters?.id ?? '';
  if (idPattern.test(id)) return id;
  throw new WidgetError('InvalidInput', EXERCISE_ID_RULE);
}

/**
 * Reads an exercise's card and the counter shards that follow it in the partition, in one Query
 * that skips the instructions.
 * @throws WidgetError `NotFound` if the exercise does not exist
 */
export async function readCounters(
  exerciseId: string,
  deadline: AbortSignal,
): Promise<ExerciseCounters> {
  const { pk, sk } = exerciseKey(exerciseId);
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: config.Exercises.name,
      KeyConditionExpression: 'pk = :pk AND sk >= :card',
      ExpressionAttributeValues: { ':pk': pk, ':card': sk },
    }),
    { abortSignal: deadline },
  );
  const rows = Items as ItemKey[];
  const card = rows.find((row) => row.sk === sk) as (ItemKey & ExerciseItem) | undefined;
  if (!card) throw new WidgetError('NotFound', `There is no exercise ${exerciseId}.`);
  const shards = rows.filter((row) => row.sk.startsWith(STATS_PREFIX)) as (ItemKey & StatsItem)[];
  return { exerciseId, title: card.title, ...sumOfShards(shards) };
}
