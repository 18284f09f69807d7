const LOST_RACE = [
  'DynamoDB:ConditionalCheckFailedException',
  'DynamoDB:TransactionCanceledException',
  'DynamoDB:TransactionConflictException',
];

/** Whether DynamoDB wrote nothing because the rows have changed since they were read. */
export function isLostRace(error: { type: string } | undefined): boolean {
  return error ? LOST_RACE.indexOf(error.type) >= 0 : false;
}

/** The reasons a transaction was cancelled, one per part. Null if it was not cancelled. */
export interface Cancelled {
  cancellationReasons: { type: string; item: unknown }[] | null;
}
