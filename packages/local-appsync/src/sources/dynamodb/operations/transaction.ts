import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { sdkFault, serviceFault } from '../fault';
import { untypedItem } from '../typedValues';

/** DynamoDB's limit for one transaction. */
export const MAX_ITEMS = 100;

export function checkTransactionSize(items: readonly unknown[]): void {
  if (items.length <= MAX_ITEMS) return;
  throw serviceFault('DynamoDbException', `A transaction takes ${MAX_ITEMS} items at most`);
}

/**
 * Converts the error of a transaction. If the transaction was cancelled, the result lists the
 * reason for each item, in order.
 */
export function transactionFault(error: unknown, nothing: 'keys' | 'items') {
  if (!(error instanceof TransactionCanceledException)) return sdkFault(error);
  const cancellationReasons = (error.CancellationReasons ?? []).map(({ Code, Message, Item }) => ({
    ...(Item && Object.keys(Item).length > 0 && { item: untypedItem(Item) }),
    type: Code ?? 'None',
    message: Message ?? 'None',
  }));
  return sdkFault(error, { [nothing]: null, cancellationReasons });
}
