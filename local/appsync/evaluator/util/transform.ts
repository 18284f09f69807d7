import { filterExpression } from '../expression';
import type { HostFunction, HostFunctions } from '../invocation';

const toExpression: HostFunction = (_, [filter]) => {
  const expression = filterExpression(filter);
  return expression ? JSON.stringify(expression) : null;
};

/**
 * `util.transform.*` for DynamoDB; both write the same text, as a JSON string.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html
 */
export const transform: HostFunctions = {
  toDynamoDBFilterExpression: toExpression,
  toDynamoDBConditionExpression: toExpression,
};
