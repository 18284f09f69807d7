import { ConditionalCheckFailedException, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Condition } from './expressions';
import type { Surroundings } from './operation';
import type { Item } from './typedValues';

/**
 * What AppSync does when a condition failed: it reads the item again, for which the source's role must
 * allow GetItem. PutItem and DeleteItem are then a success when the table is as the request wanted it;
 * UpdateItem never is.
 *
 * @param wanted whether the item, as it is now, is what the request was for
 * @returns when it is; else throws the failure
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export async function succeedWhen(
  wanted: (stored: Item | undefined) => boolean,
  failure: unknown,
  key: Item,
  condition: Condition | undefined,
  { client, tableName, authorize }: Surroundings,
): Promise<void> {
  if (!condition || !(failure instanceof ConditionalCheckFailedException)) throw failure;
  authorize('GetItem', tableName);
  const { Item: stored } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: key,
      ConsistentRead: condition.consistentRead,
    }),
  );
  if (!wanted(stored)) throw failure;
}
