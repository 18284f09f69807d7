import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { backOff } from './backOff';

/**
 * Retries a write of one item until no transaction on the same item conflicts with it. DynamoDB
 * refuses such a write, and the SDK does not retry it.
 *
 * @throws any other error of the write, and when the deadline passes
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
