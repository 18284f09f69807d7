import { filterExpression } from '../expression';
import type { HostFunction, HostFunctions } from '../invocation';
import { searchQuery } from './searchQuery';
import { toSubscriptionFilter } from './subscriptionFilter';

/** Returns the result as a JSON string. Null if there is none. */
const stringified =
  (write: (filter: unknown) => unknown): HostFunction =>
  (_, [filter]) => {
    const written = write(filter);
    return written ? JSON.stringify(written) : null;
  };

/**
 * `util.transform.*`. Both DynamoDB functions return the same text.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html
 */
export const transform: HostFunctions = {
  toDynamoDBFilterExpression: stringified(filterExpression),
  toDynamoDBConditionExpression: stringified(filterExpression),
  toElasticsearchQueryDSL: stringified(searchQuery),
  toSubscriptionFilter: (_, [filter, ignoredFields, rules]) =>
    toSubscriptionFilter(filter, ignoredFields, rules),
};
