import { documented, unconfirmed, type Area, type Behaviour } from '../../behaviour';
import { expect } from 'vitest';
import { fails, gives, refuses, type Answer } from '../answers';
import { DYNAMODB_EXCEPTION, dynamo, IS_NEW, keyOf, raw, reference, said, stored } from './given';

const WRITE = documented(reference('transact-write-items'));
const READ = documented(reference('transact-get-items'));
const CONDITION = documented(reference('transaction-condition-expressions'));

const write = (...transactItems: object[]) => ({ operation: 'TransactWriteItems', transactItems });
const read = (...transactItems: object[]) => ({ operation: 'TransactGetItems', transactItems });

const part = (operation: string, pk: string, more: object = {}) => ({
  table: 'Things',
  operation,
  key: keyOf(pk),
  ...more,
});
const put = (pk: string, condition?: object) =>
  part('PutItem', pk, { attributeValues: { v: { N: 1 } }, ...(condition && { condition }) });
const update = { update: { expression: 'SET v = :v', expressionValues: { ':v': { N: 2 } } } };
const isFive = { expression: 'v = :v', expressionValues: { ':v': { N: 5 } } };

const wrote = (...pks: string[]): Answer =>
  gives({ keys: pks.map((pk) => ({ pk, sk: 'a' })), cancellationReasons: null });

const NOT_INVOLVED = { type: 'None', message: 'None' };
const failed = (item?: object) => ({
  ...(item && { item }),
  type: 'ConditionalCheckFailed',
  message: 'The conditional request failed',
});
const cancelled = (...cancellationReasons: { type: string }[]): Answer =>
  fails(
    'DynamoDB:TransactionCanceledException',
    said(
      'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        `\\[${cancellationReasons.map(({ type }) => type).join(', ')}\\]`,
    ),
    { keys: null, cancellationReasons },
  );

const writes: Behaviour[] = [
  {
    id: 'DYNAMODB-transact-write-keys',
    says: 'performs every kind of write in a transaction, and returns the keys in order',
    source: WRITE,
    given: dynamo,
    exchanges: [
      stored('t-doomed'),
      stored('t-checked', { v: { N: 5 } }),
      raw(
        write(
          put('t-put', IS_NEW),
          part('UpdateItem', 't-update', update),
          part('DeleteItem', 't-doomed'),
          part('ConditionCheck', 't-checked', { condition: isFive }),
        ),
        wrote('t-put', 't-update', 't-doomed', 't-checked'),
      ),
      raw(
        read(
          ...['t-put', 't-update', 't-doomed'].map((pk) => ({ table: 'Things', key: keyOf(pk) })),
        ),
        gives({
          items: [{ pk: 't-put', sk: 'a', v: 1 }, { pk: 't-update', sk: 'a', v: 2 }, null],
          cancellationReasons: null,
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-tables',
    says: 'writes to several tables in one transaction',
    source: WRITE,
    given: dynamo,
    exchanges: [
      raw(
        write(put('t-tables'), {
          table: 'Units',
          operation: 'PutItem',
          key: { id: { N: 50 } },
          attributeValues: {},
        }),
        gives({ keys: [{ pk: 't-tables', sk: 'a' }, { id: 50 }], cancellationReasons: null }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-cancelled',
    says: 'writes nothing when a condition in a transaction fails, and returns a reason for each part',
    source: unconfirmed(
      `the page shows the shape with ConditionCheckFailed (${WRITE.at}); DynamoDB’s own code is used`,
    ),
    given: dynamo,
    exchanges: [
      stored('t-there', { v: { N: 5 } }),
      raw(
        write(put('t-fresh'), put('t-there', IS_NEW)),
        cancelled(NOT_INVOLVED, failed({ pk: 't-there', sk: 'a', v: 5 })),
      ),
      raw({ operation: 'GetItem', key: keyOf('t-fresh') }, gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-cancelled-update',
    says: 'returns the item that failed the condition of an update in a transaction',
    source: CONDITION,
    given: dynamo,
    exchanges: [
      stored('t-six', { v: { N: 6 } }),
      raw(
        write(part('UpdateItem', 't-six', { ...update, condition: isFive })),
        cancelled(failed({ pk: 't-six', sk: 'a', v: 6 })),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-cancelled-delete',
    says: 'cancels when the condition of a delete fails, even without an item, unlike DeleteItem',
    source: CONDITION,
    given: dynamo,
    exchanges: [
      raw(write(part('DeleteItem', 't-nobody', { condition: isFive })), cancelled(failed())),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-cancelled-check',
    says: 'cancels when the check of an item that it does not write fails',
    source: WRITE,
    given: dynamo,
    exchanges: [
      raw(
        write(put('t-unchecked'), part('ConditionCheck', 't-absent', { condition: isFive })),
        cancelled(NOT_INVOLVED, failed()),
      ),
      raw({ operation: 'GetItem', key: keyOf('t-unchecked') }, gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-private',
    says: 'returns no item when returnValuesOnConditionCheckFailure is false',
    source: CONDITION,
    given: dynamo,
    exchanges: [
      stored('t-private', { v: { N: 5 } }),
      raw(
        write(put('t-private', { ...IS_NEW, returnValuesOnConditionCheckFailure: false })),
        cancelled(failed()),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-again',
    says: 'does not re-read an item of a transaction: an equal stored item is not a success',
    source: CONDITION,
    given: dynamo,
    exchanges: [
      stored('t-equal', { v: { N: 1 } }),
      raw(write(put('t-equal', IS_NEW)), cancelled(failed({ pk: 't-equal', sk: 'a', v: 1 }))),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-update-fault',
    says: 'cancels when a part of a transaction is impossible',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html',
    ),
    given: dynamo,
    exchanges: [
      stored('t-text', { v: { S: 'text' } }),
      raw(
        write(
          part('UpdateItem', 't-text', {
            update: { expression: 'SET v = v + :v', expressionValues: { ':v': { N: 1 } } },
          }),
        ),
        fails(
          'DynamoDB:TransactionCanceledException',
          said('Transaction cancelled, .*\\[ValidationError\\]'),
          {
            keys: null,
            cancellationReasons: [{ type: 'ValidationError', message: expect.any(String) }],
          },
        ),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-twice',
    says: 'fails when a transaction has two parts for one item',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html',
    ),
    given: dynamo,
    exchanges: [
      raw(
        write(put('t-twice'), part('DeleteItem', 't-twice')),
        fails(
          DYNAMODB_EXCEPTION,
          said('Transaction request cannot include multiple operations on one item'),
        ),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-write-limit',
    says: 'accepts at most 100 parts in a transaction',
    source: WRITE,
    given: dynamo,
    exchanges: [
      raw(
        write(...Array.from({ length: 100 }, (_, i) => part('DeleteItem', `t-many-${i}`))),
        wrote(...Array.from({ length: 100 }, (_, i) => `t-many-${i}`)),
      ),
      raw(
        write(...Array.from({ length: 101 }, (_, i) => part('DeleteItem', `t-many-${i}`))),
        fails(DYNAMODB_EXCEPTION, said('.*100.*')),
      ),
    ],
  },
];

const reads: Behaviour[] = [
  {
    id: 'DYNAMODB-transact-get-order',
    says: 'returns the items of a transaction in order, with null for missing ones',
    source: READ,
    given: dynamo,
    exchanges: [
      stored('t-got', { v: { N: 1 }, w: { N: 2 } }),
      raw(
        read(
          { table: 'Things', key: keyOf('t-missing') },
          { table: 'Things', key: keyOf('t-got') },
          { table: 'Things', key: keyOf('t-got', 'b') },
        ),
        gives({
          items: [null, { pk: 't-got', sk: 'a', v: 1, w: 2 }, null],
          cancellationReasons: null,
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-get-projection',
    says: 'returns the attributes that the projection of a part of a transaction names',
    source: documented(reference('projections')),
    given: dynamo,
    exchanges: [
      stored('t-part', { v: { N: 1 }, w: { N: 2 } }),
      raw(
        read({
          table: 'Things',
          key: keyOf('t-part'),
          projection: { expression: '#w', expressionNames: { '#w': 'w' } },
        }),
        gives({ items: [{ w: 2 }], cancellationReasons: null }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-transact-get-limit',
    says: 'reads at most 100 items in a transaction',
    source: READ,
    given: dynamo,
    exchanges: [
      raw(
        read(
          ...Array.from({ length: 101 }, (_, i) => ({
            table: 'Things',
            key: keyOf(`t-read-${i}`),
          })),
        ),
        fails(DYNAMODB_EXCEPTION, said('.*100.*')),
      ),
    ],
  },
];

const refused: Behaviour[] = (
  [
    ['no-items', write(), "Value for field '$[transactItems]' not valid."],
    [
      'check-nothing',
      write(part('ConditionCheck', 'a')),
      "Value for field '$[transactItems][0][condition]' not found.",
    ],
    [
      'table-missing',
      write({ operation: 'DeleteItem', key: keyOf('a') }),
      "Value for field '$[transactItems][0][table]' not found.",
    ],
    ['read', write(part('GetItem', 'a')), "Unsupported element '$[transactItems][0][operation]'."],
    [
      'equals-ignore',
      write(put('a', { ...IS_NEW, equalsIgnore: [] })),
      "Unsupported element '$[transactItems][0][condition][equalsIgnore]'.",
    ],
    [
      'put-nothing',
      write(part('PutItem', 'a')),
      "Value for field '$[transactItems][0][attributeValues]' not found.",
    ],
    [
      'get-consistent',
      read({ table: 'Things', key: keyOf('a'), consistentRead: true }),
      "Unsupported element '$[transactItems][0][consistentRead]'.",
    ],
  ] as const
).map(([name, request, message]) => ({
  id: `DYNAMODB-transact-refused-${name}`,
  says: `refuses the transaction \`${JSON.stringify(request)}\``,
  source: unconfirmed(
    `it does not have the documented shape (${WRITE.at}, ${READ.at}); the message is that of other members`,
  ),
  given: dynamo,
  exchanges: [raw(request, refuses(message))],
}));

export const dynamodbTransactions: Area = {
  title: 'DynamoDB: transactions',
  behaviours: [...writes, ...reads, ...refused],
};
