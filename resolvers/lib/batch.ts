import { fail, failOnSourceError } from './fail';

/** AppSync's result of a BatchGetItem: for each table, the items in the order of their keys. */
export interface BatchResult {
  data: Record<string, unknown[]>;
  /** Keys that DynamoDB did not process in two attempts. */
  unprocessedKeys: Record<string, unknown[] | null> | null;
}

/**
 * Ends the resolver unless every key was read, because an unread item looks like a missing one.
 *
 * @param errorType defaults to `Conflict`. Use `Internal` if an earlier write may have committed
 *   and would count again if it were repeated
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
    console.error('DynamoDB did not read all keys.');
    fail(errorType ?? 'Conflict', 'The database is busy. Try again.');
  }
  failOnSourceError(ctx.error);
}
