import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { backOff } from './backOff';

/**
 * Repeats a write of one item until no transaction on the same item is in its way: DynamoDB refuses it
 * then, and the SDK does not repeat it.
 *
 * @throws what the write throws otherwise, and when the deadline passes
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export async function withoutConflict<T>(
  write: () => Promise<T>,
  deadline: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TransactionConflictException)) throw error;
      await backOff(tries, deadline);
    }
  }
}
