/**
 * A page, in the format in which AppSync returns it for a Query and the API returns it to clients.
 */
export interface Page<Item> {
  items: Item[];
  /** Null on the last page. */
  nextToken: string | null;
}

/** Default and maximum number of items in a page. */
export const PAGE_LIMIT_DEFAULT = 20;
export const PAGE_LIMIT_MAX = 100;

/** The error message for any other limit. */
export const LIMIT_RULE = `limit must be between 1 and ${PAGE_LIMIT_MAX}.`;

/**
 * Maximum number of rows that a resolver reads at once: AppSync's array functions and loops stop
 * after this many elements, without an error.
 * @see https://docs.aws.amazon.com/general/latest/gr/appsync.html
 * @see https://github.com/aws/aws-appsync-community/issues/371
 */
export const ROWS_VISITED = 1_000;
