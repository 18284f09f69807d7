import { filterExpression } from '../expression';
import type { HostFunction, HostFunctions } from '../invocation';
import { searchQuery } from './searchQuery';
import { toSubscriptionFilter } from './subscriptionFilter';

/** As a JSON string; null when there is nothing to write. */
const stringified =
  (write: (filter: unknown) => unknown): HostFunction =>
  (_, [filter]) => {
    const written = write(filter);
    return written ? JSON.stringify(written) : null;
  };

/**
 * `util.transform.*`; both DynamoDB functions write the same text.
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
