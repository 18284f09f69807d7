/**
 * How the streams of tables invoke their functions, deployed and on the local stack: batch size,
 * retries, and when to give up. Records that are given up go to the dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export const delivery = {
  batchSize: 100,
  /** A call that times out is retried with half as many records, until its time suffices. */
  bisectBatchOnFunctionError: true,
  /** A failing record blocks the records behind it, but not forever. */
  maximumRetryAttempts: 10,
  maximumRecordAgeInSeconds: 3_600,
} as const;
