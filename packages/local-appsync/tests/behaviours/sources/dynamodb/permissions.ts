import { expect } from 'vitest';
import {
  documented,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Source,
} from '../../behaviour';
import { asks, fails, gives } from '../answers';
import { DYNAMODB_EXCEPTION, dynamo, IS_NEW, keyOf, stored, type Action } from './given';

const IAM = documented(
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html',
);

const key = keyOf('allowed');
const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 1 } } };
const query = (name: string) => ({
  expression: `${name} = :v`,
  expressionValues: { ':v': { S: 'allowed' } },
});
const write = (part: object) => ({
  operation: 'TransactWriteItems',
  transactItems: [{ table: 'Things', key, ...part }],
});

interface Request {
  readonly operation: string;
  readonly [member: string]: unknown;
}

/** A request and the only action that it needs. */
const needs: [request: Request, action: Action, name?: string][] = [
  [{ operation: 'GetItem', key }, 'GetItem'],
  [{ operation: 'PutItem', key, attributeValues: {} }, 'PutItem'],
  [{ operation: 'UpdateItem', key, update }, 'UpdateItem'],
  [{ operation: 'DeleteItem', key }, 'DeleteItem'],
  [{ operation: 'Query', query: query('pk') }, 'Query'],
  [{ operation: 'Scan' }, 'Scan'],
  [{ operation: 'BatchGetItem', tables: { Things: { keys: [key] } } }, 'BatchGetItem'],
  [{ operation: 'BatchPutItem', tables: { Things: [key] } }, 'BatchWriteItem'],
  [{ operation: 'BatchDeleteItem', tables: { Things: [key] } }, 'BatchWriteItem'],
  [{ operation: 'TransactGetItems', transactItems: [{ table: 'Things', key }] }, 'GetItem'],
  [write({ operation: 'PutItem', attributeValues: {} }), 'PutItem', 'transact-put'],
  [write({ operation: 'UpdateItem', update }), 'UpdateItem', 'transact-update'],
  [write({ operation: 'DeleteItem' }), 'DeleteItem', 'transact-delete'],
  [
    write({ operation: 'ConditionCheck', condition: IS_NEW }),
    'ConditionCheckItem',
    'transact-check',
  ],
];

const denied = (action: Action, resource: string) =>
  fails(
    DYNAMODB_EXCEPTION,
    expect.stringMatching(
      new RegExp(
        `^User: arn:aws:sts::.*/APPSYNC_ASSUME_ROLE is not authorized to perform: dynamodb:${action} ` +
          `on resource: arn:aws:dynamodb:.*:table/${resource} .*` +
          '\\(Service: DynamoDb, Status Code: 400, Request ID: .+\\)$',
      ),
    ),
  );

const onTable = needs.flatMap(
  ([request, action, name = request.operation.toLowerCase()]): Behaviour[] => [
    {
      id: `DYNAMODB-iam-${name}`,
      says: `requires dynamodb:${action} for ${request.operation}, as ${name}, and accepts no other action`,
      source: IAM,
      given: dynamo,
      exchanges: [
        asks(`except${action}`, request, denied(action, 'Things')),
        asks(`only${action}`, request, { result: expect.toSatisfy(() => true) }),
      ],
    },
  ],
);

const onIndex = (action: 'Query' | 'Scan', source: Source, request: object): Behaviour => ({
  id: `DYNAMODB-iam-${action.toLowerCase()}-index`,
  says: `requires dynamodb:${action} on an index, and does not accept the same action on its table`,
  source,
  given: dynamo,
  exchanges: [
    asks(`only${action}`, request, denied(action, 'Things/index/gsi1')),
    asks(`except${action}OnIndex`, request, denied(action, 'Things/index/gsi1')),
    asks(`only${action}OnIndex`, request, gives({ items: [], nextToken: null, scannedCount: 0 })),
  ],
});

export const dynamodbPermissions: Area = {
  title: 'DynamoDB: permissions',
  behaviours: [
    ...onTable,
    onIndex('Query', recorded('https://github.com/anomalyco/sst/issues/1400'), {
      operation: 'Query',
      index: 'gsi1',
      query: query('gsi1pk'),
    }),
    onIndex('Scan', IAM, { operation: 'Scan', index: 'gsi1' }),
    {
      id: 'DYNAMODB-iam-table',
      says: 'requires a permission for each table that a batch names',
      source: IAM,
      given: dynamo,
      exchanges: [
        asks(
          'onlyBatchGetItem',
          {
            operation: 'BatchGetItem',
            tables: { Things: { keys: [key] }, Units: { keys: [{ id: { N: 1 } }] } },
          },
          denied('BatchGetItem', 'Units'),
        ),
      ],
    },
    {
      id: 'DYNAMODB-iam-reread',
      says: 'requires dynamodb:GetItem to re-read an item after its condition failed',
      source: unconfirmed(
        'the second read of the item is documented; the permission that it needs is not, and this one is narrower',
      ),
      given: dynamo,
      exchanges: [
        stored('unreadable'),
        asks(
          'onlyPutItem',
          {
            operation: 'PutItem',
            key: keyOf('unreadable'),
            attributeValues: {},
            condition: IS_NEW,
          },
          denied('GetItem', 'Things'),
        ),
      ],
    },
  ],
};
