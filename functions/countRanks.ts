import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { boardPeriods } from '../model/period';
import { userIdOf } from '../model/user';
import { config } from './lib/config';
import { dynamo } from './lib/dynamo';
import { MOVES_MAX } from './lib/rankMoves';
import { countPeople } from './lib/ranks';

/** A long history that is deleted is of hundreds of weeks; too many calls at once would time out. */
const PERIODS_AT_ONCE = 10;

/**
 * Keeps the trees that ranks are read from (`model/rankTree.ts`) in step with the boards: called with
 * the stream of `Progress`, it counts everybody who completed something, or whose completed work was
 * removed, where they now stand on the boards of that moment. A record says only whom to look at: in
 * any order, and however often they come, the same trees result. A board row may change only together
 * with a row of `Progress` that counts in its period, or nothing tells of it.
 *
 * @returns the records to deliver again, because not everybody they speak of was counted
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

/** User ids, with the sequence numbers of the records that speak of them. */
type People = Map<string, string[]>;

/** Everybody once, however many records speak of them. */
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

/** The boards that a record is about; none unless it completes work or removes what was completed. */
function periodsOf({ dynamodb }: DynamoDBRecord): string[] {
  const before = dynamodb?.OldImage?.['completedAt']?.S;
  const after = dynamodb?.NewImage?.['completedAt']?.S;
  if (before === after) return [];
  const moments = [before, after].filter((moment) => moment !== undefined);
  return [...new Set(moments.flatMap((moment) => boardPeriods(Date.parse(moment))))];
}

/** One group after the other: they share the upper nodes and would only be in each other's way. */
async function countPeriod(period: string, people: People): Promise<string[]> {
  const failed: string[] = [];
  const userIds = [...people.keys()];
  for (let from = 0; from < userIds.length; from += MOVES_MAX) {
    const group = userIds.slice(from, from + MOVES_MAX);
    try {
      await countPeople({ dynamo, tableName: config.Leaderboards.name }, period, group);
    } catch (error) {
      console.error(
        `${group.length} people were not counted on ${period}, and will be again:`,
        error,
      );
      failed.push(...group.flatMap((userId) => people.get(userId) ?? []));
    }
  }
  return failed;
}
