import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { boardPeriods } from '../model/period';
import { userIdOf } from '../model/user';
import { config } from './lib/config';
import { dynamo } from './lib/dynamo';
import { lagsOf } from './lib/lag';
import { logger } from './lib/logger';
import { reportLags } from './lib/metrics';
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
 * change. Reports how late people were counted.
 *
 * @returns the records to retry, because not all of their people were counted
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const periods = [...peopleByPeriod(event.Records)];
  const counted: Counted[] = [];
  for (let from = 0; from < periods.length; from += PERIODS_AT_ONCE) {
    const some = periods.slice(from, from + PERIODS_AT_ONCE);
    counted.push(...(await Promise.all(some.map((each) => countPeriod(...each)))));
  }
  const failed = new Set(counted.flatMap((each) => each.failed));
  const moved = new Set(counted.flatMap((each) => each.moved));
  const isMoved = ({ dynamodb }: DynamoDBRecord) => moved.has(dynamodb?.SequenceNumber ?? '');
  reportLags('RankLag', lagsOf(event.Records.filter(isMoved), Date.now()));
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Sequence numbers of records, after their people were counted on a board. */
interface Counted {
  /** Records of people who moved. A record that is delivered again moves no one. */
  readonly moved: readonly string[];
  readonly failed: readonly string[];
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
async function countPeriod(period: string, people: People): Promise<Counted> {
  const moved: string[] = [];
  const failed: string[] = [];
  const userIds = [...people.keys()];
  const recordsOf = (ids: readonly string[]) => ids.flatMap((userId) => people.get(userId) ?? []);
  for (let from = 0; from < userIds.length; from += MOVES_MAX) {
    const group = userIds.slice(from, from + MOVES_MAX);
    try {
      const leaderboards = { dynamo, tableName: config.Leaderboards.name };
      moved.push(...recordsOf(await countPeople(leaderboards, period, group)));
    } catch (error) {
      logger.error('People were not counted and will be retried', {
        period,
        people: group.length,
        error,
      });
      failed.push(...recordsOf(group));
    }
  }
  return { moved, failed };
}
