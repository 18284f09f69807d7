import { setTimeout } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { delivery } from '../../functions/delivery';

/** A function on a stream. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Consecutive records that a function never processed, and the reason they were given up, in
 * Lambda's terms.
 */
export interface GivenUp {
  readonly records: readonly DynamoDBRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
}

/**
 * Delay before each retry, in milliseconds. AWS does not document its own delays. These start
 * short, because a database is often unavailable for only a second, and total 49 minutes, within
 * the hour that is allowed.
 */
export const RETRY_DELAYS_MS: readonly number[] = Array.from(
  { length: delivery.maximumRetryAttempts },
  (_, retries) => 100 * 3 ** retries,
);

/**
 * Invokes a function with a batch until all of it is processed or given up, as Lambda does with
 * `ReportBatchItemFailures`: the first failed record and all records after it are delivered again.
 * If a call fails as a whole, its records are delivered again in two halves, which does not count
 * as a retry.
 *
 * A record's age is counted from its first delivery, not from when it was written: a laptop that
 * was asleep for an hour must not lose records.
 *
 * @param delaysMs before each retry; their number is the maximum number of retries
 * @throws the signal's reason, if the batch is to be left for later
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function deliver(
  batch: readonly DynamoDBRecord[],
  handler: StreamHandler,
  delaysMs: readonly number[],
  signal: AbortSignal,
): Promise<readonly GivenUp[]> {
  const expiresAt = performance.now() + delivery.maximumRecordAgeInSeconds * 1_000;
  const givenUp: GivenUp[] = [];
  let parts: { records: readonly DynamoDBRecord[]; retries: number }[] = [
    { records: batch, retries: 0 },
  ];
  for (;;) {
    const [part, ...others] = parts;
    if (!part) return givenUp;
    parts = others;
    signal.throwIfAborted();
    if (performance.now() > expiresAt) {
      givenUp.push({ records: part.records, condition: 'MaximumRecordAgeExceeded' });
      continue;
    }
    const { handled, isCutOff } = await invoke(part.records, handler);
    const records = part.records.slice(handled);
    const { retries } = part;
    if (records.length === 0) continue;
    if (isCutOff && records.length > 1 && delivery.bisectBatchOnFunctionError) {
      const half = Math.ceil(records.length / 2);
      parts.unshift(
        { records: records.slice(0, half), retries },
        { records: records.slice(half), retries },
      );
      continue;
    }
    const delayMs = delaysMs[retries];
    if (delayMs === undefined) {
      givenUp.push({ records, condition: 'RetryAttemptsExhausted' });
      continue;
    }
    parts.unshift({ records, retries: retries + 1 });
    await setTimeout(delayMs, undefined, { signal });
  }
}

/** The number of leading records that were processed, and whether the call failed as a whole. */
async function invoke(
  records: readonly DynamoDBRecord[],
  handler: StreamHandler,
): Promise<{ handled: number; isCutOff: boolean }> {
  try {
    const answer = await handler({ Records: structuredClone([...records]) });
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) =>
      records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    );
    // An identifier that is not in the batch fails all of it.
    return { handled: Math.max(0, Math.min(records.length, ...failed)), isCutOff: false };
  } catch (error) {
    console.error('A function on a stream failed:', error);
    return { handled: 0, isCutOff: true };
  }
}
