import type { Operation } from '../operation';
import { readWrites, unprocessedFault, writeTwice } from './batch';

/**
 * `data`: for each table the items as written, in order; `unprocessedItems`: what DynamoDB did not get
 * to in two tries.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-put-item.html
 */
export const batchPutItem: Operation = async (member, around) => {
  const { data, unprocessed, complete } = await writeTwice(
    readWrites(member),
    (item) => ({ PutRequest: { Item: item } }),
    (request) => request.PutRequest?.Item,
    around,
  );
  const result = { data, unprocessedItems: unprocessed };
  if (!complete) throw unprocessedFault(result);
  return result;
};
