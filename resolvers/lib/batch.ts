import { fail, failOnSourceError } from './fail';

/** What AppSync answers to a BatchGetItem: for each table the items in the order of their keys. */
export interface BatchResult {
  data: Record<string, unknown[]>;
  /** What DynamoDB did not get to, in two tries. */
  unprocessedKeys: Record<string, unknown[] | null> | null;
}

/**
 * Ends the resolver unless every key was read: an item that was not read looks like none.
 *
 * @param errorType `Conflict` by default, and `Internal` where a write may have come before that counts again if it is repeated
 */
export function failOnUnreadKeys(
  ctx: {
    result: BatchResult | null;
    error?: { type: string; message: string };
  },
  errorType?: 'Conflict' | 'Internal',
): void {
  const unread = Object.values(ctx.result?.unprocessedKeys ?? {});
  if (unread.some((keys) => (keys ?? []).length > 0)) {
    console.error('DynamoDB left keys unread.');
    fail(errorType ?? 'Conflict', 'The database is busy. Try again.');
  }
  failOnSourceError(ctx.error);
}
