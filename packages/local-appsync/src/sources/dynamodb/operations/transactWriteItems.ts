import { TransactWriteItemsCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { placeholders, readExpression, readTransactionCondition } from '../expressions';
import { requestFault } from '../../fault';
import { readRequest, type Operation } from '../operation';
import { listOf, RequestObject, type Member } from '../../request';
import { readAttributes, readItem, untypedItem, type Item } from '../typedValues';
import { checkTransactionSize, transactionFault } from './transaction';

interface Write {
  readonly table: string;
  readonly key: Item;
  /** The permission that this part of the transaction needs. */
  readonly action: string;
  readonly item: TransactWriteItem;
}

/**
 * Returns the `keys` of all items in request order. If the transaction was cancelled, `keys` is
 * null and `cancellationReasons` lists the reasons in the same order.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-write-items.html
 */
export const transactWriteItems: Operation = async (member, { client, authorize }) => {
  const request = readRequest(member, ['transactItems']);
  const writes = listOf(request.member('transactItems')).map(readWrite);
  checkTransactionSize(writes);
  for (const { action, table } of writes) authorize(action, table);
  try {
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: writes.map(({ item }) => item) }),
    );
    return { keys: writes.map(({ key }) => untypedItem(key)), cancellationReasons: null };
  } catch (error) {
    throw transactionFault(error, 'keys');
  }
};

function readWrite(member: Member): Write {
  const write = new RequestObject(member, [
    'table',
    'operation',
    'key',
    'attributeValues',
    'update',
    'condition',
  ]);
  const table = write.text('table');
  const operation = write.text('operation');
  const key = readItem(write.member('key'));
  const condition = readTransactionCondition(write);
  const target = { TableName: table, Key: key };
  const guard = {
    ...(condition && {
      ConditionExpression: condition.text,
      ReturnValuesOnConditionCheckFailure: condition.returnOld
        ? ('ALL_OLD' as const)
        : ('NONE' as const),
    }),
  };
  const part = (action: string, item: TransactWriteItem): Write => ({ table, key, action, item });
  switch (operation) {
    case 'PutItem': {
      const item = { ...readAttributes(write.member('attributeValues')), ...key };
      return part('PutItem', {
        Put: { TableName: table, Item: item, ...guard, ...placeholders(condition) },
      });
    }
    case 'UpdateItem': {
      const update = readExpression(write.member('update'));
      return part('UpdateItem', {
        Update: {
          ...target,
          UpdateExpression: update.text,
          ...guard,
          ...placeholders(update, condition),
        },
      });
    }
    case 'DeleteItem':
      return part('DeleteItem', { Delete: { ...target, ...guard, ...placeholders(condition) } });
    case 'ConditionCheck': {
      const check = { ...target, ...guard, ...placeholders(condition) };
      // A ConditionCheck must have a condition.
      write.member('condition');
      return part('ConditionCheckItem', {
        ConditionCheck: { ...check, ConditionExpression: condition?.text },
      });
    }
    default:
      throw requestFault(`Unsupported element '${write.path}[operation]'.`);
  }
}
