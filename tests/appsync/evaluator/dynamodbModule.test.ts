import { describe, expect, it } from 'vitest';
import { run, valueOf } from './handler';

const MODULE =
  'https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html#built-in-ddb-modules';
/** Test names of its suite, which runs against AWS; the snapshot itself is not published everywhere. */
const CASES = 'localstack/appsync-utils __tests__/index.test.js';

interface Case {
  readonly id: string;
  readonly source: string;
  readonly expression: string;
  readonly request: unknown;
}

const key = { id: { S: '1' } };
const versionIs1 = {
  expression: '(#version = :version_eq)',
  expressionNames: { '#version': 'version' },
  expressionValues: { ':version_eq': { N: 1 } },
};

const cases: readonly Case[] = [
  {
    id: 'get-projection',
    source: MODULE,
    expression: `ddb.get({ key: { id: '1' }, consistentRead: true, projection: ['id', 'a.b[1]', 'a.c'] })`,
    request: {
      operation: 'GetItem',
      key,
      consistentRead: true,
      projection: {
        expression: '#expName_1, #expName_2.#expName_3[1], #expName_2.#expName_4',
        expressionNames: {
          '#expName_1': 'id',
          '#expName_2': 'a',
          '#expName_3': 'b',
          '#expName_4': 'c',
        },
      },
    },
  },
  {
    id: 'put-condition',
    source: CASES,
    expression: `ddb.put({ key: { id: '1' }, item: { v: 1 }, condition: { version: { eq: 1 } } })`,
    request: {
      operation: 'PutItem',
      key,
      attributeValues: { v: { N: 1 } },
      condition: versionIs1,
    },
  },
  {
    id: 'condition-without-values',
    source: `${CASES}: a condition that binds no value carries no expressionValues at all`,
    expression: `ddb.remove({ key: { id: '1' }, condition: { v: { attributeExists: true } } })`,
    request: {
      operation: 'DeleteItem',
      key,
      condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
    },
  },
  {
    id: 'null-is-left-out',
    source: MODULE,
    expression: `ddb.query({ query: { id: { eq: '1' } }, limit: null, nextToken: null, filter: null, index: undefined })`,
    request: {
      operation: 'Query',
      query: {
        expression: '(#id = :id_eq)',
        expressionNames: { '#id': 'id' },
        expressionValues: { ':id_eq': { S: '1' } },
      },
    },
  },
  {
    id: 'query-everything',
    source: MODULE,
    expression: `ddb.query({ query: { a: { eq: 'x' }, b: { beginsWith: 'y' } }, index: 'gsi1', limit: 5, nextToken: 't', scanIndexForward: false, select: 'ALL_ATTRIBUTES', filter: { version: { eq: 1 } } })`,
    request: {
      operation: 'Query',
      query: {
        expression: '(#a = :a_eq) AND (begins_with(#b,:b_beginsWith))',
        expressionNames: { '#a': 'a', '#b': 'b' },
        expressionValues: { ':a_eq': { S: 'x' }, ':b_beginsWith': { S: 'y' } },
      },
      index: 'gsi1',
      limit: 5,
      nextToken: 't',
      scanIndexForward: false,
      select: 'ALL_ATTRIBUTES',
      filter: versionIs1,
    },
  },
  {
    id: 'update-bare-values',
    source: CASES,
    expression: `ddb.update({ key: { id: '1' }, update: { a: true, b: ddb.operations.increment(), c: null } })`,
    request: {
      operation: 'UpdateItem',
      key,
      update: {
        expression:
          'SET #expName_1 = :expValue_1, #expName_2 = #expName_2 + :expValue_2, #expName_3 = :expValue_3',
        expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c' },
        expressionValues: {
          ':expValue_1': { BOOL: true },
          ':expValue_2': { N: 1 },
          ':expValue_3': { NULL: null },
        },
      },
    },
  },
  {
    id: 'update-remove-comes-last',
    source: `${CASES}: the clauses are grouped by keyword, the aliases numbered as they come out`,
    expression: `ddb.update({ key: { id: '1' }, update: { b: ddb.operations.remove(), a: ddb.operations.increment(1), c: ddb.operations.remove() } })`,
    request: {
      operation: 'UpdateItem',
      key,
      update: {
        expression: 'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2, #expName_3',
        expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c' },
        expressionValues: { ':expValue_1': { N: 1 } },
      },
    },
  },
  {
    id: 'update-list-items',
    source: `${CASES}: two items of one list share an alias`,
    expression: `ddb.update({ key: { id: '1' }, update: { f: [ddb.operations.updateListItem('x', 1), ddb.operations.updateListItem('y', 2)] } })`,
    request: {
      operation: 'UpdateItem',
      key,
      update: {
        expression: 'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
        expressionNames: { '#expName_1': 'f' },
        expressionValues: { ':expValue_1': { S: 'x' }, ':expValue_2': { S: 'y' } },
      },
    },
  },
  {
    id: 'update-nested',
    source: 'aws/aws-appsync-community#393: a nested replace is one value of its own',
    expression: `ddb.update({ key: { id: '1' }, update: { stuff: { foo: ddb.operations.replace(null), bar: 1 } } })`,
    request: {
      operation: 'UpdateItem',
      key,
      update: {
        expression: 'SET #expName_1.#expName_2 = :expValue_1, #expName_1.#expName_3 = :expValue_2',
        expressionNames: { '#expName_1': 'stuff', '#expName_2': 'foo', '#expName_3': 'bar' },
        expressionValues: { ':expValue_1': { NULL: null }, ':expValue_2': { N: 1 } },
      },
    },
  },
  {
    id: 'sets-stay-sets',
    source: MODULE,
    expression: `ddb.put({ key: { id: '1' }, item: { tags: ddb.toStringSet(['a']), sizes: ddb.toNumberSet([1]) } })`,
    request: {
      operation: 'PutItem',
      key,
      attributeValues: { tags: { SS: ['a'] }, sizes: { NS: [1] } },
    },
  },
  {
    id: 'batch-get',
    source: MODULE,
    expression: `ddb.batchGet({ tables: { post: { keys: [{ id: '1' }], consistentRead: false } } })`,
    request: {
      operation: 'BatchGetItem',
      tables: { post: { keys: [key], consistentRead: false } },
    },
  },
  {
    id: 'batch-put',
    source: MODULE,
    expression: `ddb.batchPut({ tables: { post: [{ id: '1', value: 'x' }] } })`,
    request: {
      operation: 'BatchPutItem',
      tables: { post: [{ id: { S: '1' }, value: { S: 'x' } }] },
    },
  },
  {
    id: 'batch-delete',
    source: MODULE,
    expression: `ddb.batchDelete({ tables: { post: [{ id: '1' }] } })`,
    request: { operation: 'BatchDeleteItem', tables: { post: [key] } },
  },
  {
    id: 'transact-get',
    source: MODULE,
    expression: `ddb.transactGet({ items: [{ table: 'post', key: { id: '1' } }] })`,
    request: { operation: 'TransactGetItems', transactItems: [{ table: 'post', key }] },
  },
  {
    id: 'transact-write',
    source: MODULE,
    expression: `ddb.transactWrite({ items: [
      { putItem: { table: 'a', key: { id: '1' }, item: { v: 1 } } },
      { updateItem: { table: 'b', key: { id: '1' }, update: { v: 2 } } },
      { deleteItem: { table: 'c', key: { id: '1' }, condition: { version: { eq: 1 } } } },
      { conditionCheck: { table: 'd', key: { id: '1' }, condition: { version: { eq: 1 } } } },
    ] })`,
    request: {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'a', operation: 'PutItem', key, attributeValues: { v: { N: 1 } } },
        {
          table: 'b',
          operation: 'UpdateItem',
          key,
          update: {
            expression: 'SET #expName_1 = :expValue_1',
            expressionNames: { '#expName_1': 'v' },
            expressionValues: { ':expValue_1': { N: 2 } },
          },
        },
        { table: 'c', operation: 'DeleteItem', key, condition: versionIs1 },
        { table: 'd', operation: 'ConditionCheck', key, condition: versionIs1 },
      ],
    },
  },
  {
    id: 'sync',
    source: MODULE,
    expression: `ddb.sync({ limit: 10, nextToken: 'abc', lastSync: 1 })`,
    request: { operation: 'Sync', limit: 10, nextToken: 'abc', lastSync: 1 },
  },
];

describe('@aws-appsync/utils/dynamodb', () => {
  it.each(cases)('$id ($source)', ({ expression, request }) => {
    expect(valueOf(expression)).toEqual(request);
  });

  it('loses a condition that cannot be written, as AWS does', () => {
    expect(valueOf(`ddb.remove({ key: { id: '1' }, condition: { v: 'x' } })`)).toEqual({
      operation: 'DeleteItem',
      key,
    });
  });

  it('faults without a key', () => {
    expect(run(`return ddb.get({});`).fault?.message).toBe('Error: key must be an object');
  });
});
