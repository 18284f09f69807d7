import { fail, failOnSourceError } from './fail';

/** What AppSync answers to a BatchGetItem: for each table the items in the order of their keys. */
export interface BatchResult {
  data: Record<string, unknown[]>;
  /** What DynamoDB did not get to, in two tries. */
  unprocessedKeys: Record<string, unknown[] | null> | null;
}

/** Ends the resolver unless every key was read: an item that was not read looks like none. */
export function failOnUnreadKeys(ctx: {
  result: BatchResult | null;
  error?: { type: string; message: string };
}): void {
  const unread = Object.values(ctx.result?.unprocessedKeys ?? {});
  if (unread.some((keys) => (keys ?? []).length > 0)) {
    fail('Conflict', 'The database is busy and nothing was written. Try again.');
  }
  failOnSourceError(ctx.error);
}
