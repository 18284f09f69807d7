import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readCondition } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { succeedWhen } from '../rereading';
import { readItem, untypedOrNull } from '../typedValues';

/**
 * Returns the item as it was before the deletion, or null. A failed condition is a success if the
 * item does not exist.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-deleteitem.html
 */
export const deleteItem: Operation = async (member, around) => {
  const { client, tableName, authorize } = around;
  const request = readRequest(member, ['key', 'condition']);
  const key = readItem(request.member('key'));
  const condition = readCondition(request);
  authorize('DeleteItem', tableName);
  try {
    const { Attributes } = await client.send(
      new DeleteItemCommand({
        TableName: tableName,
        Key: key,
        ...(condition && { ConditionExpression: condition.text }),
        ...placeholders(condition),
        ReturnValues: 'ALL_OLD',
      }),
    );
    return untypedOrNull(Attributes);
  } catch (failure) {
    await succeedWhen((stored) => stored === undefined, failure, key, condition, around);
    return null;
  }
};
