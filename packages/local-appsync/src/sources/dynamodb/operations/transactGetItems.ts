import { TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { leftOut, placeholders, readProjection } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { listOf, RequestObject } from '../../request';
import { readItem, untypedItem, without } from '../typedValues';
import { checkTransactionSize, transactionFault } from './transaction';

/**
 * Returns `items` in request order, with null for a missing item. `cancellationReasons` is null,
 * unless the transaction was cancelled.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-get-items.html
 */
export const transactGetItems: Operation = async (member, { client, authorize }) => {
  const request = readRequest(member, ['transactItems']);
  const gets = listOf(request.member('transactItems')).map((item) => {
    const get = new RequestObject(item, ['table', 'key', 'projection']);
    const key = readItem(get.member('key'));
    const projection = readProjection(get);
    return {
      table: get.text('table'),
      // The embedded database adds the key to every item.
      added: leftOut(key, projection),
      Get: {
        TableName: get.text('table'),
        Key: key,
        ...(projection && { ProjectionExpression: projection.text }),
        ...placeholders(projection),
      },
    };
  });
  checkTransactionSize(gets);
  for (const { table } of gets) authorize('GetItem', table);
  try {
    const { Responses } = await client.send(
      new TransactGetItemsCommand({ TransactItems: gets.map(({ Get }) => ({ Get })) }),
    );
    const items = gets.map(({ added }, i) => {
      const item = Responses?.[i]?.Item;
      return item ? untypedItem(without(item, added)) : null;
    });
    return { items, cancellationReasons: null };
  } catch (error) {
    throw transactionFault(error, 'items');
  }
};
