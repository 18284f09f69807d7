import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readCondition } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { succeedWhen } from '../rereading';
import {
  canonical,
  readAttributes,
  readItem,
  untypedItem,
  without,
  type Item,
} from '../typedValues';

/**
 * Returns the item as written. A failed condition is a success if the stored item equals the
 * intended one.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-putitem.html
 */
export const putItem: Operation = async (member, around) => {
  const { client, tableName, authorize } = around;
  const request = readRequest(member, ['key', 'attributeValues', 'condition']);
  const key = readItem(request.member('key'));
  const item = { ...readAttributes(request.member('attributeValues')), ...key };
  const condition = readCondition(request);
  authorize('PutItem', tableName);
  try {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: item,
        ...(condition && { ConditionExpression: condition.text }),
        ...placeholders(condition),
      }),
    );
  } catch (failure) {
    const ignored = condition?.equalsIgnore ?? [];
    const compared = canonical(without(item, ignored));
    const isStored = (stored: Item | undefined) =>
      stored !== undefined && canonical(without(stored, ignored)) === compared;
    await succeedWhen(isStored, failure, key, condition, around);
  }
  return untypedItem(item);
};
