import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '../../model/page';
import { fail, failOnSourceError } from './fail';

/** How many rows to look at; ends the resolver as `InvalidInput` outside 1 to 100. */
export function pageLimit(limit: number | null | undefined): number {
  const rows = limit ?? PAGE_LIMIT_DEFAULT;
  if (rows < 1 || rows > PAGE_LIMIT_MAX) {
    fail('InvalidInput', `limit must be between 1 and ${PAGE_LIMIT_MAX}.`);
  }
  return rows;
}

/** Like `failOnSourceError`, for a query that was given a `nextToken`, which may be the culprit. */
export function failOnPageError(error: { type: string; message: string } | undefined): void {
  if (error && error.message.indexOf('pagination token') >= 0) {
    fail('InvalidInput', 'nextToken is not one that this field returned. Begin at the first page.');
  }
  failOnSourceError(error);
}
