import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { dynamoDbSource } from '../../../local/appsync/sources/dynamodb';
import { noneSource } from '../../../local/appsync/sources/none';
import { clientAt, givenTables, keyOf, NEXT_TOKEN_KEY, put } from './givenTables';

const { client } = await givenTables();

const allowed = (actions: readonly string[], index: readonly string[] = []) =>
  dynamoDbSource({
    client,
    tableName: 'Things',
    permissions: { Things: { actions, indexes: { gsi1: index } } },
    nextTokenKey: NEXT_TOKEN_KEY,
  });

const key = keyOf('a');
const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 1 } } };
const query = (name: string) => ({
  expression: `${name} = :v`,
  expressionValues: { ':v': { S: 'a' } },
});
const transaction = (item: object) => ({
  operation: 'TransactWriteItems',
  transactItems: [{ table: 'Things', key, ...item }],
});
const condition = { expression: 'attribute_not_exists(pk)' };

const IAM =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html';

/** A request with the one action that it needs. */
interface Entry {
  readonly action: string;
  readonly index?: boolean;
  readonly request: { readonly operation: string; readonly [member: string]: unknown };
}

const requests: readonly Entry[] = [
  { action: 'GetItem', request: { operation: 'GetItem', key } },
  { action: 'PutItem', request: { operation: 'PutItem', key, attributeValues: {} } },
  { action: 'UpdateItem', request: { operation: 'UpdateItem', key, update } },
  { action: 'DeleteItem', request: { operation: 'DeleteItem', key } },
  { action: 'Query', request: { operation: 'Query', query: query('pk') } },
  {
    action: 'Query',
    index: true,
    request: { operation: 'Query', index: 'gsi1', query: query('gsi1pk') },
  },
  { action: 'Scan', request: { operation: 'Scan' } },
  {
    action: 'BatchGetItem',
    request: { operation: 'BatchGetItem', tables: { Things: { keys: [key] } } },
  },
  { action: 'BatchWriteItem', request: { operation: 'BatchPutItem', tables: { Things: [key] } } },
  {
    action: 'BatchWriteItem',
    request: { operation: 'BatchDeleteItem', tables: { Things: [key] } },
  },
  {
    action: 'GetItem',
    request: { operation: 'TransactGetItems', transactItems: [{ table: 'Things', key }] },
  },
  { action: 'PutItem', request: transaction({ operation: 'PutItem', attributeValues: {} }) },
  { action: 'UpdateItem', request: transaction({ operation: 'UpdateItem', update }) },
  { action: 'DeleteItem', request: transaction({ operation: 'DeleteItem' }) },
  {
    action: 'ConditionCheckItem',
    request: transaction({ operation: 'ConditionCheck', condition }),
  },
];

const every = [...new Set(requests.map(({ action }) => action))];

describe(`permissions (${IAM})`, () => {
  it.each(requests)('$request.operation needs $action, index: $index', async (entry) => {
    const { action, index, request } = entry;
    const others = every.filter((other) => other !== action);
    // Whatever else is allowed, on the table and on the index, is not enough.
    const refusing = index ? allowed(every, others) : allowed(others, every);
    const resource = index ? 'table/Things/index/gsi1' : 'table/Things';
    const { result, error } = await refusing.invoke(request, 'test');
    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:AccessDeniedException');
    expect(error?.message).toContain(
      `is not authorized to perform: dynamodb:${action} on resource: arn:aws:dynamodb:local:000000000000:${resource} `,
    );

    const granting = index ? allowed([], [action]) : allowed([action]);
    expect((await granting.invoke(request, 'test')).error).toBeUndefined();
  });

  it('end at the tables that are named', async () => {
    const request = { operation: 'BatchGetItem', tables: { Units: { keys: [{ id: { N: 1 } }] } } };
    const { error } = await allowed(every).invoke(request, 'test');
    expect(error?.message).toContain('table/Units');
  });

  it('make a failed condition a refusal where the item may not be read again', async () => {
    await put(client, 'unreadable', 'a');
    const request = {
      operation: 'PutItem',
      key: keyOf('unreadable'),
      attributeValues: {},
      condition,
    };
    const { error } = await allowed(['PutItem']).invoke(request, 'test');
    expect(error?.type).toBe('DynamoDB:AccessDeniedException');
    const reading = await allowed(['PutItem', 'GetItem']).invoke(request, 'test');
    expect(reading.error).toBeUndefined();
  });
});

describe('a database that does not answer', () => {
  it('is an error of the client, not an exception', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const unreachable = dynamoDbSource({
      client: clientAt(`http://127.0.0.1:${port}`),
      tableName: 'Things',
      permissions: { Things: { actions: ['GetItem'], indexes: {} } },
      nextTokenKey: NEXT_TOKEN_KEY,
    });
    const { result, error } = await unreachable.invoke({ operation: 'GetItem', key }, 'test');
    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:SdkClientException');
    expect(error?.message).toMatch(/^Unable to execute HTTP request: /);
  });
});

describe('NONE (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html)', () => {
  it.each([
    [{ payload: { a: 1 } }, { a: 1 }],
    [{ payload: null }, null],
    [{}, null],
    [null, null],
  ])('%j', async (request, result) => {
    expect(await noneSource.invoke(request, 'test')).toEqual({ result });
  });
});
