import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  EXERCISE_ID_PATTERN,
  exerciseKey,
  STATS_PREFIX,
  type ExerciseItem,
} from '../../model/exercise';
import type { ItemKey } from '../../model/tables';
import { config } from './config';
import { dynamo } from './dynamo';
import { WidgetError } from './widgets';

/** A lab's name and its public counters. */
export interface ExerciseCounters {
  readonly exerciseId: string;
  readonly title: string;
  readonly completions: number;
  readonly attempts: number;
}

type Row = ItemKey & (ExerciseItem | { completions: number; attempts: number });

const idPattern = new RegExp(EXERCISE_ID_PATTERN);

/**
 * The id that a request names.
 * @throws WidgetError `InvalidInput` for one that no lab could have
 */
export function exerciseIdOf(pathParameters: { id?: string } | undefined): string {
  const id = pathParameters?.id ?? '';
  if (idPattern.test(id)) return id;
  throw new WidgetError(
    'InvalidInput',
    'The id of an exercise is 3 to 40 lower-case letters, digits and hyphens.',
  );
}

/**
 * Reads a lab's card and the shards of its counters, which follow the card in its partition, by one
 * Query that passes over the instructions.
 * @throws WidgetError `NotFound` when there is no such lab
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
  let title: string | undefined;
  let completions = 0;
  let attempts = 0;
  for (const row of Items as Row[]) {
    if ('title' in row) title = row.title;
    else if (row.sk.startsWith(STATS_PREFIX)) {
      completions += row.completions;
      attempts += row.attempts;
    }
  }
  if (title === undefined) throw new WidgetError('NotFound', `There is no exercise ${exerciseId}.`);
  return { exerciseId, title, completions, attempts };
}
