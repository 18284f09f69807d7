/** What DynamoDB says when rows are no longer what was read. */
export const LOST_RACE = [
  'DynamoDB:ConditionalCheckFailedException',
  'DynamoDB:TransactionCanceledException',
  'DynamoDB:TransactionConflictException',
];
