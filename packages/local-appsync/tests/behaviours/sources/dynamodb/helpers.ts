import { expect } from 'vitest';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
} from '../../behaviour';
import { asks, fails, gives, refuses } from '../answers';
import { CONDITION_FAILED, DYNAMODB_EXCEPTION, dynamo, raw, said, stored } from './given';

const MODULE = documented(`${GUIDE}built-in-modules-js.html`);
const RECORDED = recorded(
  'https://github.com/localstack/appsync-utils, index.test.js.snap: what EvaluateCode gives for it',
);

/**
 * A key in plain values. Each case calls a helper with plain values and checks the effect of its
 * request.
 */
const key = (pk: string, sk = 'a') => ({ pk, sk });

const plain: Omit<Behaviour, 'given'>[] = [
  {
    id: 'DYNAMODB-helper-get',
    says: 'reads the attributes of a projection with `get`',
    source: MODULE,
    exchanges: [
      stored('h-get', { a: { M: { b: { L: [{ S: 'x' }, { S: 'y' }] } } }, c: { N: 1 } }),
      asks(
        'get',
        { key: key('h-get'), projection: ['sk', 'a.b[1]'] },
        gives({ sk: 'a', a: { b: ['y'] } }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-put',
    says: 'writes plain values with `put`, including lists and objects',
    source: MODULE,
    exchanges: [
      asks(
        'put',
        { key: key('h-put'), item: { v: 1, list: ['a', { b: null }], no: false } },
        gives({ pk: 'h-put', sk: 'a', v: 1, list: ['a', { b: null }], no: false }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-put-condition',
    says: 'writes with `put` on a condition that is an object',
    source: MODULE,
    exchanges: [
      stored('h-new', { v: { N: 5 } }),
      asks(
        'put',
        { key: key('h-new'), item: { v: 6 }, condition: { pk: { attributeExists: false } } },
        fails(CONDITION_FAILED, said('The conditional request failed')),
      ),
      asks(
        'put',
        {
          key: key('h-new'),
          item: { v: 6 },
          condition: { and: [{ v: { between: [5, 6] } }, { sk: { beginsWith: 'a' } }] },
        },
        gives({ pk: 'h-new', sk: 'a', v: 6 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-update',
    says: 'updates only the given attributes with `update`',
    source: MODULE,
    exchanges: [
      stored('h-update', { v: { N: 1 }, kept: { S: 'k' } }),
      asks(
        'update',
        { key: key('h-update'), update: { v: 2, w: 'new' }, condition: { v: { eq: 1 } } },
        gives({ pk: 'h-update', sk: 'a', v: 2, w: 'new', kept: 'k' }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-remove',
    says: 'deletes with `remove` on a condition',
    source: MODULE,
    exchanges: [
      stored('h-remove', { v: { N: 1 } }),
      asks(
        'remove',
        { key: key('h-remove'), condition: { v: { gt: 1 } } },
        fails(CONDITION_FAILED, said('The conditional request failed')),
      ),
      asks(
        'remove',
        { key: key('h-remove'), condition: { v: { ge: 1 } } },
        gives({ pk: 'h-remove', sk: 'a', v: 1 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-query',
    says: 'queries with `query`: a key range, a filter, an order',
    source: MODULE,
    exchanges: [
      ...['1', '2', '3', '4'].map((sk) => stored('h-query', { v: { N: sk } }, sk)),
      asks(
        'query',
        {
          query: { pk: { eq: 'h-query' }, sk: { ge: '2' } },
          filter: { v: { ne: 3 } },
          scanIndexForward: false,
        },
        gives({
          items: [
            { pk: 'h-query', sk: '4', v: 4 },
            { pk: 'h-query', sk: '2', v: 2 },
          ],
          nextToken: null,
          scannedCount: 3,
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-query-null',
    says: 'ignores null members of `query`',
    source: RECORDED,
    exchanges: [
      asks(
        'query',
        {
          query: { pk: { eq: 'nowhere' } },
          index: null,
          limit: null,
          nextToken: null,
          filter: null,
          projection: null,
        },
        gives({ items: [], nextToken: null, scannedCount: 0 }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-scan',
    says: 'scans with `scan` and a filter of several conditions',
    source: MODULE,
    exchanges: [
      stored('h-scan', { tags: { SS: ['red', 'blue'] }, name: { S: 'scan me' } }),
      stored('h-scan', { tags: { SS: ['red'] }, name: { S: 'skip me' } }, 'b'),
      asks(
        'scan',
        {
          filter: {
            pk: { eq: 'h-scan' },
            tags: { contains: 'red' },
            or: [{ name: { beginsWith: 'scan' } }, { name: { in: ['nobody'] } }],
          },
        },
        gives({
          items: [expect.objectContaining({ name: 'scan me' })],
          nextToken: null,
          scannedCount: expect.any(Number),
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-transform',
    says: 'scans with a filter that util.transform creates, parsed',
    source: documented(`${GUIDE}transformation-helpers-in-utils-transform-js.html`),
    exchanges: [
      stored('h-transform', { v: { N: 12345 } }),
      asks(
        'filtering',
        { filter: { v: { eq: 12345 } } },
        gives({
          items: [{ pk: 'h-transform', sk: 'a', v: 12345 }],
          nextToken: null,
          scannedCount: expect.any(Number),
        }),
      ),
    ],
  },
  {
    id: 'DYNAMODB-helper-sync',
    says: 'refuses the request of `sync`',
    source: unconfirmed('documented only for versioned data sources; the message is our wording'),
    exchanges: [asks('sync', {}, refuses(expect.stringContaining('versioned data sources')))],
  },
  {
    id: 'DYNAMODB-helper-batch',
    says: 'writes with `batchPut`, reads with `batchGet` and deletes with `batchDelete`',
    source: MODULE,
    exchanges: [
      asks(
        'batchPut',
        { tables: { Things: [{ ...key('h-batch'), v: 1 }] } },
        gives({
          data: { Things: [{ ...key('h-batch'), v: 1 }] },
          unprocessedItems: { Things: [] },
        }),
      ),
      asks(
        'batchGet',
        {
          tables: {
            Things: { keys: [key('h-batch', 'none'), key('h-batch')], consistentRead: true },
          },
        },
        gives({
          data: { Things: [null, { ...key('h-batch'), v: 1 }] },
          unprocessedKeys: { Things: [] },
        }),
      ),
      asks(
        'batchGet',
        { tables: { Things: { keys: [key('h-batch')], projection: ['v'] } } },
        fails('NullPointerException', expect.stringContaining('Map.get(Object)')),
      ),
      asks(
        'batchDelete',
        { tables: { Things: [key('h-batch')] } },
        gives({ data: { Things: [key('h-batch')] }, unprocessedKeys: { Things: [] } }),
      ),
      asks('get', { key: key('h-batch') }, gives(null)),
    ],
  },
  {
    id: 'DYNAMODB-helper-transact',
    says: 'writes with `transactWrite` and reads with `transactGet`',
    source: MODULE,
    exchanges: [
      stored('h-checked', { v: { N: 1 } }),
      asks(
        'transactWrite',
        {
          items: [
            { putItem: { table: 'Things', key: key('h-tput'), item: { v: 1 } } },
            { updateItem: { table: 'Things', key: key('h-tupdate'), update: { v: 2 } } },
            { deleteItem: { table: 'Things', key: key('h-tdelete') } },
            {
              conditionCheck: {
                table: 'Things',
                key: key('h-checked'),
                condition: { v: { eq: 1 } },
              },
            },
          ],
        },
        gives({
          keys: ['h-tput', 'h-tupdate', 'h-tdelete', 'h-checked'].map((pk) => key(pk)),
          cancellationReasons: null,
        }),
      ),
      asks(
        'transactGet',
        {
          items: [
            { table: 'Things', key: key('h-tput') },
            { table: 'Things', key: key('h-tupdate'), projection: ['v'] },
          ],
        },
        gives({ items: [{ ...key('h-tput'), v: 1 }, { v: 2 }], cancellationReasons: null }),
      ),
    ],
  },
];

/** What `operations` of the module do to an attribute `v`. */
const updates: [how: string, before: object, after: object][] = [
  ['value', { v: { S: 'old' } }, { v: 'new' }],
  ['number', { v: { S: 'old' } }, { v: 7 }],
  ['list', { v: { L: [{ S: 'a' }] } }, { v: ['b'] }],
  ['nested', { v: { M: { a: { N: 1 }, b: { N: 1 } } } }, { v: { a: 1, b: 2 } }],
  ['add', {}, { v: 'new' }],
  ['remove', { v: { S: 'old' } }, {}],
  ['replace', { v: { M: { a: { N: 1 } } } }, { v: { b: 2 } }],
  ['increment', { v: { N: 5 } }, { v: 7 }],
  ['incrementByOne', { v: { N: 5 } }, { v: 6 }],
  ['decrement', { v: { N: 5 } }, { v: 3 }],
  ['append', { v: { L: [{ S: 'a' }] } }, { v: ['a', 'b'] }],
  ['prepend', { v: { L: [{ S: 'a' }] } }, { v: ['b', 'a'] }],
  ['item', { v: { L: [{ S: 'a' }, { S: 'old' }] } }, { v: ['a', 'new'] }],
  ['several', { v: { S: 'o' }, w: { S: 'o' }, n: { N: 1 } }, { v: 'new', n: 2 }],
];

const operations = updates.map(([how, before, after]): Omit<Behaviour, 'given'> => ({
  id: `DYNAMODB-update-helper-${how}`,
  says: `updates \`${JSON.stringify(before)}\` with the operation ${how} to \`${JSON.stringify(after)}\``,
  source: MODULE,
  exchanges: [
    stored(`u-${how}`, before as Record<string, unknown>),
    asks('updating', { key: key(`u-${how}`), how }, gives({ ...key(`u-${how}`), ...after })),
  ],
}));

const missing = ['increment', 'append', 'nested'].map((how): Omit<Behaviour, 'given'> => ({
  id: `DYNAMODB-update-helper-${how}-missing`,
  says: `fails to update a missing attribute with the operation ${how}`,
  source: unconfirmed('the recorded text has no if_not_exists, so DynamoDB refuses it'),
  exchanges: [
    stored(`m-${how}`),
    asks(
      'updating',
      { key: key(`m-${how}`), how },
      fails(DYNAMODB_EXCEPTION, expect.stringContaining('(Service: DynamoDb, Status Code: 400')),
    ),
    raw(
      { operation: 'GetItem', key: { pk: { S: `m-${how}` }, sk: { S: 'a' } } },
      gives(key(`m-${how}`)),
    ),
  ],
}));

export const dynamodbModule: Area = {
  title: 'DynamoDB: what helpers ask for',
  behaviours: [...plain, ...operations, ...missing].map((each) => ({ ...each, given: dynamo })),
};
