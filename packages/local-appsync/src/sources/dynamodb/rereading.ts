import { ConditionalCheckFailedException, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Condition } from './expressions';
import type { Surroundings } from './operation';
import type { Item } from './typedValues';

/**
 * Handles a failed condition as AppSync does: it reads the item again, so the source's role must
 * allow GetItem. PutItem and DeleteItem then succeed if the item is already in the requested state.
 * UpdateItem never does.
 *
 * @param wanted whether the stored item is in the requested state
 * @returns if the item is in the requested state; otherwise throws the failure
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
