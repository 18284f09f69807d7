import type { DynamoDBRecord } from 'aws-lambda';

/**
 * Milliseconds from each change that records of `Progress` report until `now`: from the completion,
 * or, for removed work, from the creation of the record, which streams state in whole seconds. Never
 * negative, even if the clocks differ. Records without a time are left out.
 *
 * @param now in epoch milliseconds
 */
export const lagsOf = (records: readonly DynamoDBRecord[], now: number): number[] =>
  records
    .map(momentOf)
    .filter((moment) => !Number.isNaN(moment))
    .map((moment) => Math.max(0, now - moment));

/** In epoch milliseconds, or NaN. */
const momentOf = ({ dynamodb: change }: DynamoDBRecord): number =>
  change?.NewImage
    ? Date.parse(change.NewImage['completedAt']?.S ?? '')
    : (change?.ApproximateCreationDateTime ?? NaN) * 1_000;
