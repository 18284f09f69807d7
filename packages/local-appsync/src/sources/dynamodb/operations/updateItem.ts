import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readCondition, readExpression } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { succeedWhen } from '../rereading';
import { readItem, untypedOrNull } from '../typedValues';

/**
 * Returns the entire item after the update.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-updateitem.html
 */
export const updateItem: Operation = async (member, around) => {
  const { client, tableName, authorize } = around;
  const request = readRequest(member, ['key', 'update', 'condition']);
  const key = readItem(request.member('key'));
  const update = readExpression(request.member('update'));
  const condition = readCondition(request);
  authorize('UpdateItem', tableName);
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: update.text,
        ...(condition && { ConditionExpression: condition.text }),
        ...placeholders(update, condition),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return untypedOrNull(Attributes);
  } catch (failure) {
    await succeedWhen(() => false, failure, key, condition, around);
    return null;
  }
};
