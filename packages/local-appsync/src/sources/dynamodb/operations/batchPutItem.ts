import type { Operation } from '../operation';
import { readWrites, unprocessedFault, writeTwice } from './batch';

/**
 * Returns `data`, the written items of each table in request order, and `unprocessedItems`, the
 * items that are still unprocessed after two attempts.
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
