import { LIMIT_RULE, PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '../../model/page';
import { fail, failOnSourceError } from './fail';

/** Number of rows to read: 20 by default. Ends the resolver as `InvalidInput` outside 1 to 100. */
export function pageLimit(limit: number | null | undefined): number {
  const rows = limit ?? PAGE_LIMIT_DEFAULT;
  if (rows < 1 || rows > PAGE_LIMIT_MAX) fail('InvalidInput', LIMIT_RULE);
  return rows;
}

/** Ends the resolver as `InvalidInput`, because no page starts at the given token. */
export function failOnPageToken(): never {
  return fail(
    'InvalidInput',
    'nextToken is not valid for this field. Omit it to start at the first page.',
  );
}

/**
 * Like `failOnSourceError`, for a query with a `nextToken` that may be the cause: AppSync cannot
 * read it, or DynamoDB cannot start there because the token belongs to another exercise or month.
 */
export function failOnPageError(error: { type: string; message: string } | undefined): void {
  const causes = ['pagination token', 'starting key', 'ExclusiveStartKey'];
  const message = error?.message ?? '';
  if (causes.some((cause) => message.indexOf(cause) >= 0)) failOnPageToken();
  failOnSourceError(error);
}
