import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readProjection } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { readItem, untypedOrNull } from '../typedValues';

/**
 * Returns the item, or null.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-getitem.html
 */
export const getItem: Operation = async (member, { client, tableName, authorize }) => {
  const request = readRequest(member, ['key', 'consistentRead', 'projection']);
  const projection = readProjection(request);
  const input = {
    TableName: tableName,
    Key: readItem(request.member('key')),
    ConsistentRead: request.optionalBoolean('consistentRead') ?? false,
    ...(projection && { ProjectionExpression: projection.text }),
    ...placeholders(projection),
  };
  authorize('GetItem', tableName);
  const { Item } = await client.send(new GetItemCommand(input));
  return untypedOrNull(Item);
};
