import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';

/** The first wait is up to this long, each further one up to twice the one before. */
const FIRST_WAIT_MS = 10;

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
  for (let longest = FIRST_WAIT_MS; ; longest *= 2) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TransactionConflictException)) throw error;
      await setTimeout(Math.random() * longest, undefined, { signal: deadline });
    }
  }
}
