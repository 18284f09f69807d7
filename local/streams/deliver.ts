import { setTimeout } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** A function on a stream. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/** Pauses before the attempts after the first, in milliseconds; after the last one the batch is given up. */
export const RETRY_DELAYS_MS = [100, 200, 400, 800, 1_600];

/**
 * Invokes a function with a batch until all of it is handled or given up, as Lambda does with
 * `ReportBatchItemFailures`: the first record that failed, and all after it, come again.
 *
 * @returns what was given up: from the record that failed to the end of the batch
 * @throws the signal's reason, when the batch is to be left for another time
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function deliver(
  batch: readonly DynamoDBRecord[],
  handler: StreamHandler,
  delaysMs: readonly number[],
  signal: AbortSignal,
): Promise<readonly DynamoDBRecord[]> {
  let rest = batch;
  for (const delayMs of [...delaysMs, null]) {
    rest = rest.slice(await handledUntil(rest, handler));
    if (rest.length === 0 || delayMs === null) break;
    await setTimeout(delayMs, undefined, { signal });
  }
  return rest;
}

/** How many records from the first on a function handled; those after a failed one do not count. */
async function handledUntil(
  records: readonly DynamoDBRecord[],
  handler: StreamHandler,
): Promise<number> {
  try {
    const answer = await handler({ Records: structuredClone([...records]) });
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) =>
      records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    );
    // An identifier that is none of the batch's fails all of it.
    return Math.max(0, Math.min(records.length, ...failed));
  } catch (error) {
    console.error('A function on a stream failed:', error);
    return 0;
  }
}
