const LOST_RACE = [
  'DynamoDB:ConditionalCheckFailedException',
  'DynamoDB:TransactionCanceledException',
  'DynamoDB:TransactionConflictException',
];

/** Whether DynamoDB wrote nothing because rows are no longer what was read. */
export function isLostRace(error: { type: string } | undefined): boolean {
  return error ? LOST_RACE.indexOf(error.type) >= 0 : false;
}

/** What cancelled a transaction, part by part; null if it was not cancelled. */
export interface Cancelled {
  cancellationReasons: { type: string; item: unknown }[] | null;
}
