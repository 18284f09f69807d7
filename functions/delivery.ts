/**
 * How the stream of Progress invokes its functions, deployed and on the local stack: with batches, and
 * with what failed again, until it is given up. What is given up goes to the dead letters.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export const delivery = {
  batchSize: 100,
  /** A call that was cut off is repeated with half as many records: as many as its time allows. */
  bisectBatchOnFunctionError: true,
  /** What fails holds up what is behind it, but not for ever. */
  maximumRetryAttempts: 10,
  maximumRecordAgeInSeconds: 3_600,
} as const;
