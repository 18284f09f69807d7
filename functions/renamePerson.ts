import { setMaxListeners } from 'node:events';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { userIdOf } from '../model/user';
import { config } from './lib/config';
import { deadlineIn } from './lib/deadline';
import { dynamo } from './lib/dynamo';
import { logger } from './lib/logger';
import { renameWork } from './lib/renameWork';

/** Leaves time before Lambda's timeout to report what is left. */
const DEADLINE_MS = 50_000;

/**
 * Shows people under their current name and avatar wherever they are listed. Consumes the stream of
 * `Users`, in which a sign-in after a rename at GitHub appears, and the loss of a name to someone else.
 * A record only identifies the person: the name is read from the profile, so records that are late,
 * repeated or out of order change nothing.
 *
 * @returns the records to retry, because not all rows of their people are known to be right
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const deadline = deadlineIn(DEADLINE_MS);
  // Every write in progress listens. Node.js would take more than ten listeners for a leak.
  setMaxListeners(0, deadline);
  const tables = {
    dynamo,
    names: {
      Users: config.Users.name,
      Progress: config.Progress.name,
      Leaderboards: config.Leaderboards.name,
    },
  };
  const failed: string[] = [];
  for (const [userId, sequenceNumbers] of renamedPeople(event.Records)) {
    try {
      await renameWork(tables, userId, deadline);
    } catch (error) {
      logger.error('A person was not renamed everywhere and will be retried', { error });
      failed.push(...sequenceNumbers);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The ids of people whose name or avatar changed, each once, with the numbers of their records. */
function renamedPeople(records: readonly DynamoDBRecord[]): Map<string, string[]> {
  const people = new Map<string, string[]>();
  for (const { dynamodb } of records.filter(isRename)) {
    const userId = userIdOf(dynamodb?.Keys?.['pk']?.S ?? '');
    people.set(userId, [...(people.get(userId) ?? []), dynamodb?.SequenceNumber ?? '']);
  }
  return people;
}

const isRename = ({ dynamodb }: DynamoDBRecord): boolean =>
  (['username', 'avatarUrl'] as const).some(
    (name) => dynamodb?.OldImage?.[name]?.S !== dynamodb?.NewImage?.[name]?.S,
  );
