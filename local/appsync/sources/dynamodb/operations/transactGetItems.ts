import { TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readProjection } from '../expressions';
import type { Operation } from '../operation';
import { listOf, RequestObject } from '../../request';
import { readItem, untypedOrNull } from '../typedValues';
import { checkTransactionSize, transactionFault } from './transaction';

/**
 * `items` in the order of the request, null where there is none; `cancellationReasons` is null unless
 * the transaction was cancelled.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-get-items.html
 */
export const transactGetItems: Operation = async (member, { client, authorize }) => {
  const request = new RequestObject(member, ['operation', 'transactItems']);
  const gets = listOf(request.member('transactItems')).map((item) => {
    const get = new RequestObject(item, ['table', 'key', 'projection']);
    const projection = readProjection(get);
    return {
      TableName: get.text('table'),
      Key: readItem(get.member('key')),
      ...(projection && { ProjectionExpression: projection.text }),
      ...placeholders(projection),
    };
  });
  checkTransactionSize(gets);
  for (const { TableName } of gets) authorize('GetItem', TableName);
  try {
    const { Responses } = await client.send(
      new TransactGetItemsCommand({ TransactItems: gets.map((Get) => ({ Get })) }),
    );
    const items = gets.map((_, i) => untypedOrNull(Responses?.[i]?.Item));
    return { items, cancellationReasons: null };
  } catch (error) {
    throw transactionFault(error, 'items');
  }
};
