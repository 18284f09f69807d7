import type { Operation } from '../operation';
import { readWrites, unprocessedFault, writeTwice } from './batch';

/**
 * `data`: for each table the keys that were deleted, in order (not the items); `unprocessedKeys`: what
 * DynamoDB did not get to in two tries.
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
