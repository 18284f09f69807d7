import type { Operation } from '../operation';
import { readWrites, unprocessedFault, writeTwice } from './batch';

/**
 * Returns `data`, the deleted keys of each table in request order (not the items), and
 * `unprocessedKeys`, the keys that are still unprocessed after two attempts.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-delete-item.html
 */
export const batchDeleteItem: Operation = async (member, around) => {
  const { data, unprocessed, complete } = await writeTwice(
    readWrites(member),
    (key) => ({ DeleteRequest: { Key: key } }),
    (request) => request.DeleteRequest?.Key,
    around,
  );
  const result = { data, unprocessedKeys: unprocessed };
  if (!complete) throw unprocessedFault(result);
  return result;
};
