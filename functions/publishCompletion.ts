import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { userIdOf } from '../model/user';
import { announce, type CompletionName, type Outcome } from './lib/announce';
import { lagsOf } from './lib/lag';
import { reportLags } from './lib/metrics';

/** A completion in a stream record. */
interface CompletionRecord extends CompletionName {
  readonly record: DynamoDBRecord;
}

/**
 * Announces the completions in the stream of Progress, each once, however often its record is
 * delivered. Reports how late the announcements were. Returns each record that failed, so that
 * Lambda retries it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const completions = event.Records.flatMap(completionOf);
  const outcomes = await announce(completions);
  const recordsWith = (outcome: Outcome) =>
    completions.filter((_, i) => outcomes[i] === outcome).map(({ record }) => record);
  reportLags('AnnounceLag', lagsOf(recordsWith('announced'), Date.now()));
  return {
    batchItemFailures: recordsWith('failed').map(({ dynamodb }) => ({
      itemIdentifier: dynamodb!.SequenceNumber!,
    })),
  };
}

/** The completion in a record, if the row was not completed before. */
function completionOf(record: DynamoDBRecord): CompletionRecord[] {
  const { dynamodb: change } = record;
  if (!change?.NewImage?.['completedAt'] || change.OldImage?.['completedAt']) return [];
  const { pk, exerciseId } = change.NewImage;
  return [
    {
      record,
      userId: userIdOf(pk!.S!),
      exerciseId: exerciseId!.S!,
    },
  ];
}
