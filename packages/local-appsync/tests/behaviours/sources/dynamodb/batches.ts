import { documented, recorded, unconfirmed, type Area, type Behaviour } from '../../behaviour';
import { asks, fails, gives, refuses, type Answer } from '../answers';
import { DYNAMODB_EXCEPTION, dynamo, keyOf, raw, reference, said, stored } from './given';

const GET = documented(reference('batch-get-item'));
const PUT = documented(reference('batch-put-item'));
const DELETE = documented(reference('batch-delete-item'));
const TUTORIAL = documented(
  'https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-dynamodb-batch-js.html',
);

const PROJECTION = 'https://github.com/aws/aws-appsync-community/issues/391';

const batchGet = (tables: object) => ({ operation: 'BatchGetItem', tables });
const batchPut = (tables: object) => ({ operation: 'BatchPutItem', tables });
const batchDelete = (tables: object) => ({ operation: 'BatchDeleteItem', tables });

/** Items of one partition, by their sort keys. The item named none never exists. */
const keysOf = (pk: string, ...sks: string[]) => sks.map((sk) => keyOf(pk, sk));
const typed = (pk: string, sk: string) => ({ ...keyOf(pk, sk), v: { S: sk } });
const plain = (pk: string, sk: string) => ({ pk, sk, v: sk });
const there = (pk: string, ...sks: string[]) =>
  raw(
    batchPut({ Things: sks.map((sk) => typed(pk, sk)) }),
    gives({
      data: { Things: sks.map((sk) => plain(pk, sk)) },
      unprocessedItems: { Things: [] },
    }),
  );

const many = (count: number) => keysOf('many', ...Array.from({ length: count }, (_, i) => `${i}`));

const tooMany = fails(DYNAMODB_EXCEPTION, said('Too many items requested for the batch call.*'));
const stillBusy = (result: unknown): Answer =>
  fails(
    'DynamoDB:ProvisionedThroughputExceededException',
    said('Some items of the batch were not processed, also at the second attempt'),
    result,
  );
const BUSY = unconfirmed(
  `${TUTORIAL.at} mentions a second attempt and an error if it fails; the type is that of DynamoDB`,
);

const reads: Behaviour[] = [
  {
    id: 'DYNAMODB-batch-get-order',
    says: 'returns the items of a batch in the order of their keys, with null for missing ones',
    source: GET,
    given: dynamo,
    exchanges: [
      there('batch', 'a', 'b', 'c'),
      raw(
        batchGet({ Things: { keys: keysOf('batch', 'c', 'none', 'a', 'b') } }),
        gives({
          data: { Things: [plain('batch', 'c'), null, plain('batch', 'a'), plain('batch', 'b')] },
          unprocessedKeys: { Things: [] },
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-tables',
    says: 'reads a batch from several tables, and compares numbers in keys by value',
    source: GET,
    given: dynamo,
    exchanges: [
      raw(
        batchPut({ Units: [{ id: { N: 1 }, v: { S: 'u' } }], Things: [typed('tables', 'a')] }),
        gives({
          data: { Units: [{ id: 1, v: 'u' }], Things: [plain('tables', 'a')] },
          unprocessedItems: { Units: [], Things: [] },
        }),
      ),
      raw(
        batchGet({
          Units: { keys: [{ id: { N: '1.0' } }, { id: { N: 2 } }] },
          Things: { keys: keysOf('tables', 'a') },
        }),
        gives({
          data: { Units: [{ id: 1, v: 'u' }, null], Things: [plain('tables', 'a')] },
          unprocessedKeys: { Units: [], Things: [] },
        }),
      ),
    ],
  },
  ...(
    [
      [
        '',
        'without the key',
        { expression: '#v', expressionNames: { '#v': 'v' } },
        recorded(PROJECTION),
      ],
      [
        '-with-key',
        'with the key',
        { expression: 'pk, sk' },
        unconfirmed(`the report does not cover it, because it names no attributes (${PROJECTION})`),
      ],
    ] as const
  ).map(([id, says, projection, source]): Behaviour => ({
    id: `DYNAMODB-batch-get-projection${id}`,
    says: `fails for a batch with a projection ${says}, although the guide shows one`,
    source,
    given: dynamo,
    exchanges: [
      there('batch-p', 'a'),
      raw(
        batchGet({ Things: { keys: keysOf('batch-p', 'a'), projection } }),
        fails(
          'NullPointerException',
          'Cannot invoke "Object.toString()" because the return value of "java.util.Map.get(Object)" is null',
        ),
      ),
    ],
  })),
  {
    id: 'DYNAMODB-batch-get-projection-null',
    says: 'reads a batch with a null projection, as the helpers create it',
    source: GET,
    given: dynamo,
    exchanges: [
      there('batch-n', 'a'),
      raw(
        batchGet({ Things: { keys: keysOf('batch-n', 'a'), projection: null } }),
        gives({ data: { Things: [plain('batch-n', 'a')] }, unprocessedKeys: { Things: [] } }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-projection-top',
    says: 'refuses a projection next to the tables, although the types of its helpers allow it',
    source: unconfirmed(
      'the guide shows it within a table (aws/aws-appsync-community#360); the message is that of other members',
    ),
    given: dynamo,
    exchanges: [
      raw(
        { ...batchGet({ Things: { keys: keysOf('a', 'a') } }), projection: { expression: 'pk' } },
        refuses("Unsupported element '$[projection]'."),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-eventual',
    says: 'reads each table of a batch with eventual consistency by default',
    source: GET,
    given: dynamo,
    exchanges: [
      there('batch-e', 'a'),
      asks(
        'lagging',
        batchGet({ Things: { keys: keysOf('batch-e', 'a') } }),
        gives({ data: { Things: [null] }, unprocessedKeys: { Things: [] } }),
      ),
      asks(
        'lagging',
        batchGet({ Things: { keys: keysOf('batch-e', 'a'), consistentRead: true } }),
        gives({ data: { Things: [plain('batch-e', 'a')] }, unprocessedKeys: { Things: [] } }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-unprocessed-once',
    says: 'retries keys that DynamoDB left unprocessed once',
    source: BUSY,
    given: dynamo,
    exchanges: [
      there('batch-u', 'a', 'b'),
      asks(
        'busyAtFirst',
        batchGet({ Things: { keys: keysOf('batch-u', 'b', 'a') } }),
        gives({
          data: { Things: [plain('batch-u', 'b'), plain('batch-u', 'a')] },
          unprocessedKeys: { Things: [] },
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-unprocessed',
    says: 'returns the read items, null for others and their keys in unprocessedKeys, with an error',
    source: BUSY,
    given: dynamo,
    exchanges: [
      there('batch-w', 'a', 'b'),
      asks(
        'busy',
        batchGet({ Things: { keys: keysOf('batch-w', 'b', 'none', 'a') } }),
        stillBusy({
          data: { Things: [plain('batch-w', 'b'), null, null] },
          unprocessedKeys: { Things: [{ pk: 'batch-w', sk: 'a' }] },
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-limit',
    says: 'accepts a batch of at most 100 keys',
    source: GET,
    given: dynamo,
    exchanges: [
      raw(
        batchGet({ Things: { keys: many(100) } }),
        gives({
          data: { Things: many(100).map(() => null) },
          unprocessedKeys: { Things: [] },
        }),
      ),
      raw(batchGet({ Things: { keys: many(101) } }), tooMany),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-limit-tables',
    says: 'counts the keys of a batch across all tables',
    source: GET,
    given: dynamo,
    exchanges: [
      raw(batchGet({ Things: { keys: many(100) }, Units: { keys: [{ id: { N: 1 } }] } }), tooMany),
    ],
  },
  {
    id: 'DYNAMODB-batch-get-twice',
    says: 'fails as DynamoDB does for a batch with a duplicate key',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html',
    ),
    given: dynamo,
    exchanges: [
      raw(
        batchGet({ Things: { keys: keysOf('twice', 'a', 'a') } }),
        fails(DYNAMODB_EXCEPTION, said('Provided list of item keys contains duplicates')),
      ),
    ],
  },
];

const writes: Behaviour[] = [
  {
    id: 'DYNAMODB-batch-put-result',
    says: 'returns the items of a batch as written, in order',
    source: PUT,
    given: dynamo,
    exchanges: [
      there('batch-put', 'y', 'x'),
      raw({ operation: 'GetItem', key: keyOf('batch-put', 'x') }, gives(plain('batch-put', 'x'))),
    ],
  },
  {
    id: 'DYNAMODB-batch-put-unprocessed-once',
    says: 'retries writes that DynamoDB left unprocessed once',
    source: BUSY,
    given: dynamo,
    exchanges: [
      asks(
        'busyAtFirst',
        batchPut({ Things: [typed('batch-again', 'a'), typed('batch-again', 'b')] }),
        gives({
          data: { Things: [plain('batch-again', 'a'), plain('batch-again', 'b')] },
          unprocessedItems: { Things: [] },
        }),
      ),
      raw(
        { operation: 'GetItem', key: keyOf('batch-again', 'b') },
        gives(plain('batch-again', 'b')),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-put-unprocessed',
    says: 'returns null for an unwritten item and the item in unprocessedItems, with an error',
    source: BUSY,
    given: dynamo,
    exchanges: [
      asks(
        'busy',
        batchPut({ Things: [typed('batch-left', 'a'), typed('batch-left', 'b')] }),
        stillBusy({
          data: { Things: [plain('batch-left', 'a'), null] },
          unprocessedItems: { Things: [plain('batch-left', 'b')] },
        }),
      ),
      raw({ operation: 'GetItem', key: keyOf('batch-left', 'b') }, gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-batch-put-limit',
    says: 'accepts a batch of at most 25 items to put',
    source: PUT,
    given: dynamo,
    exchanges: [
      raw(
        batchPut({ Units: Array.from({ length: 25 }, (_, i) => ({ id: { N: 100 + i } })) }),
        gives({
          data: { Units: Array.from({ length: 25 }, (_, i) => ({ id: 100 + i })) },
          unprocessedItems: { Units: [] },
        }),
      ),
      raw(
        batchPut({ Units: Array.from({ length: 26 }, (_, i) => ({ id: { N: 200 + i } })) }),
        tooMany,
      ),
      raw(
        batchGet({ Units: { keys: [{ id: { N: 200 } }] } }),
        gives({ data: { Units: [null] }, unprocessedKeys: { Units: [] } }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-put-twice',
    says: 'fails as DynamoDB does for a batch that writes an item twice',
    source: documented(
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html',
    ),
    given: dynamo,
    exchanges: [
      raw(
        batchPut({ Things: [typed('twice', 'a'), typed('twice', 'a')] }),
        fails(DYNAMODB_EXCEPTION, said('Provided list of item keys contains duplicates')),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-delete-result',
    says: 'returns the keys of deleted items, not the items, also for missing ones',
    source: DELETE,
    given: dynamo,
    exchanges: [
      stored('batch-deleted', { v: { N: 1 } }),
      raw(
        batchDelete({ Things: keysOf('batch-deleted', 'a', 'none') }),
        gives({
          data: {
            Things: [
              { pk: 'batch-deleted', sk: 'a' },
              { pk: 'batch-deleted', sk: 'none' },
            ],
          },
          unprocessedKeys: { Things: [] },
        }),
      ),
      raw({ operation: 'GetItem', key: keyOf('batch-deleted') }, gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-batch-delete-unprocessed',
    says: 'returns null for an item that was not deleted and its key in unprocessedKeys, with an error',
    source: BUSY,
    given: dynamo,
    exchanges: [
      there('batch-kept', 'a', 'b'),
      asks(
        'busy',
        batchDelete({ Things: keysOf('batch-kept', 'a', 'b') }),
        stillBusy({
          data: { Things: [{ pk: 'batch-kept', sk: 'a' }, null] },
          unprocessedKeys: { Things: [{ pk: 'batch-kept', sk: 'b' }] },
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-batch-delete-limit',
    says: 'accepts a batch of at most 25 keys to delete',
    source: DELETE,
    given: dynamo,
    exchanges: [raw(batchDelete({ Things: many(26) }), tooMany)],
  },
];

const refused: Behaviour[] = (
  [
    [
      'no-keys',
      batchGet({ Things: { keys: [] } }),
      "Value for field '$[tables][Things][keys]' not valid.",
    ],
    [
      'bare-keys',
      batchGet({ Things: keysOf('a', 'a') }),
      "Value for field '$[tables][Things]' not valid.",
    ],
    [
      'keys-missing',
      batchGet({ Things: {} }),
      "Value for field '$[tables][Things][keys]' not found.",
    ],
    ['no-table', batchGet({}), "Value for field '$[tables]' not valid."],
    ['tables-missing', { operation: 'BatchPutItem' }, "Value for field '$[tables]' not found."],
    ['no-items', batchPut({ Things: [] }), "Value for field '$[tables][Things]' not valid."],
    [
      'condition',
      {
        ...batchPut({ Things: [typed('a', 'a')] }),
        condition: { expression: 'attribute_exists(pk)' },
      },
      "Unsupported element '$[condition]'.",
    ],
  ] as const
).map(([name, request, message]) => ({
  id: `DYNAMODB-batch-refused-${name}`,
  says: `refuses the batch \`${JSON.stringify(request)}\``,
  source: unconfirmed(
    `it does not have the documented shape (${GET.at}, ${PUT.at}); the message is that of other members`,
  ),
  given: dynamo,
  exchanges: [raw(request, refuses(message))],
}));

export const dynamodbBatches: Area = {
  title: 'DynamoDB: batches',
  behaviours: [...reads, ...writes, ...refused],
};
