import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { boardPeriods } from '../model/period';
import { userIdOf } from '../model/user';
import { config } from './lib/config';
import { dynamo } from './lib/dynamo';
import { MOVES_MAX } from './lib/rankMoves';
import { countPeople } from './lib/ranks';

/**
 * The deletion of a long history affects hundreds of weeks. Too many concurrent calls would time
 * out.
 */
const PERIODS_AT_ONCE = 10;

/**
 * Updates the rank trees (`model/rankTree.ts`) to match the boards. Consumes the stream of
 * `Progress` and counts each person who completed an exercise, or whose completed work was removed,
 * at their current place on the boards of that time. A record only identifies the person: records
 * in any order, and any number of them, produce the same trees. A board row must therefore change
 * only together with a row of `Progress` that counts in its period; otherwise no record reports the
 * change.
 *
 * @returns the records to retry, because not all of their people were counted
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const periods = [...peopleByPeriod(event.Records)];
  const failed: string[] = [];
  for (let from = 0; from < periods.length; from += PERIODS_AT_ONCE) {
    const some = periods.slice(from, from + PERIODS_AT_ONCE);
    failed.push(...(await Promise.all(some.map((each) => countPeriod(...each)))).flat());
  }
  const itemIdentifiers = [...new Set(failed)];
  return { batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** User ids, with the sequence numbers of their records. */
type People = Map<string, string[]>;

/** Lists each person once per period, however many records they have. */
function peopleByPeriod(records: readonly DynamoDBRecord[]): Map<string, People> {
  const periods = new Map<string, People>();
  for (const record of records) {
    const userId = userIdOf(record.dynamodb?.Keys?.['pk']?.S ?? '');
    for (const period of periodsOf(record)) {
      const people: People = periods.get(period) ?? new Map<string, string[]>();
      periods.set(period, people);
      people.set(userId, [...(people.get(userId) ?? []), record.dynamodb?.SequenceNumber ?? '']);
    }
  }
  return periods;
}

/** The boards that a record affects. None unless it completes work or removes completed work. */
function periodsOf({ dynamodb }: DynamoDBRecord): string[] {
  const before = dynamodb?.OldImage?.['completedAt']?.S;
  const after = dynamodb?.NewImage?.['completedAt']?.S;
  if (before === after) return [];
  const moments = [before, after].filter((moment) => moment !== undefined);
  return [...new Set(moments.flatMap((moment) => boardPeriods(Date.parse(moment))))];
}

/**
 * Processes the groups in sequence: they share the upper nodes and would only conflict with each
 * other.
 */
async function countPeriod(period: string, people: People): Promise<string[]> {
  const failed: string[] = [];
  const userIds = [...people.keys()];
  for (let from = 0; from < userIds.length; from += MOVES_MAX) {
    const group = userIds.slice(from, from + MOVES_MAX);
    try {
      await countPeople({ dynamo, tableName: config.Leaderboards.name }, period, group);
    } catch (error) {
      console.error(
        `${group.length} people were not counted on ${period} and will be retried:`,
        error,
      );
      failed.push(...group.flatMap((userId) => people.get(userId) ?? []));
    }
  }
  return failed;
}
