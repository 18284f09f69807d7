import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { userIdOf } from '../model/user';
import { announce, type CompletionName } from './lib/announce';

/** A completion in a stream record. */
interface CompletionRecord extends CompletionName {
  readonly sequenceNumber: string;
}

/**
 * Announces the completions in the stream of Progress, each once, however often its record is
 * delivered. Reports each record that failed, so that Lambda retries it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const completions = event.Records.flatMap(completionOf);
  const outcomes = await announce(completions);
  const failed = completions.filter((_, i) => outcomes[i] === 'failed');
  return {
    batchItemFailures: failed.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
  };
}

/** The completion in a record, if the row was not completed before. */
function completionOf({ dynamodb: change }: DynamoDBRecord): CompletionRecord[] {
  if (!change?.NewImage?.['completedAt'] || change.OldImage?.['completedAt']) return [];
  const { pk, exerciseId } = change.NewImage;
  return [
    {
      sequenceNumber: change.SequenceNumber!,
      userId: userIdOf(pk!.S!),
      exerciseId: exerciseId!.S!,
    },
  ];
}
