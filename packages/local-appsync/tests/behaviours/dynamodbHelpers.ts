import { documented, GUIDE, recorded, unconfirmed, type Area, type Source } from './behaviour';
import { evaluates, evaluations, fails } from './evaluations';

const HELPERS = documented(`${GUIDE}dynamodb-helpers-in-util-dynamodb-js.html`);
const MODULE = documented(`${GUIDE}built-in-modules-js.html#built-in-ddb-modules`);
const SNAPSHOT = recorded(
  'https://github.com/localstack/appsync-utils __tests__/__snapshots__/index.test.js.snap',
);
const COMPOSED = unconfirmed('combines recorded texts in the same way');
const UNPUBLISHED = unconfirmed(
  'localstack/appsync-utils refers to a recording (transform.test.js.snap) that it does not publish',
);

const update = (expression: string, name: string, value: unknown) => ({
  operation: 'UpdateItem',
  key: { id: { S: 'test' } },
  update: {
    expression,
    expressionNames: { '#expName_1': name },
    expressionValues: { ':expValue_1': value },
  },
});
const numbers = { L: [{ N: 1 }, { N: 2 }, { N: 3 }] };

const helpers: readonly (readonly [string, string, unknown])[] = [
  ['to-string', `util.dynamodb.toString('test')`, { S: 'test' }],
  [
    'to-string-set',
    `util.dynamodb.toStringSet(['foo', 'bar', 'baz'])`,
    { SS: ['foo', 'bar', 'baz'] },
  ],
  ['to-number', `util.dynamodb.toNumber(12345)`, { N: 12345 }],
  ['to-number-set', `util.dynamodb.toNumberSet([1, 23, 4.56])`, { NS: [1, 23, 4.56] }],
  ['to-binary', `util.dynamodb.toBinary('foo')`, { B: 'foo' }],
  [
    'to-binary-set',
    `util.dynamodb.toBinarySet(['foo', 'bar', 'baz'])`,
    { BS: ['foo', 'bar', 'baz'] },
  ],
  ['to-boolean', `util.dynamodb.toBoolean(true)`, { BOOL: true }],
  ['to-null', `util.dynamodb.toNull()`, { NULL: null }],
  ['to-dynamodb-string', `util.dynamodb.toDynamoDB('test')`, { S: 'test' }],
  ['to-dynamodb-number', `util.dynamodb.toDynamoDB(12345)`, { N: 12345 }],
  ['to-dynamodb-boolean', `util.dynamodb.toDynamoDB(true)`, { BOOL: true }],
  [
    'to-list',
    `util.dynamodb.toList(['foo', 123, { bar: 'baz' }])`,
    { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] },
  ],
  [
    'to-map',
    `util.dynamodb.toMap({ foo: 'bar', baz: 1234, beep: ['boop'] })`,
    { M: { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } } },
  ],
  [
    'to-map-values',
    `util.dynamodb.toMapValues({ foo: 'bar', baz: 1234, beep: ['boop'] })`,
    { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } },
  ],
  [
    'to-s3-object',
    `util.dynamodb.toS3Object('foo', 'bar', 'baz')`,
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' },
  ],
  [
    'to-s3-object-version',
    `util.dynamodb.toS3Object('foo', 'bar', 'baz', 'beep')`,
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
  ],
  ['get', `ddb.get({ key: { id: 'id' } })`, { operation: 'GetItem', key: { id: { S: 'id' } } }],
  [
    'put',
    `ddb.put({ key: { id: 'abc' }, item: { value: 10 } })`,
    { operation: 'PutItem', key: { id: { S: 'abc' } }, attributeValues: { value: { N: 10 } } },
  ],
  [
    'remove',
    `ddb.remove({ key: { id: 'test' } })`,
    { operation: 'DeleteItem', key: { id: { S: 'test' } } },
  ],
  [
    'scan',
    `ddb.scan({ limit: 10, nextToken: 'abc' })`,
    { operation: 'Scan', limit: 10, nextToken: 'abc' },
  ],
  [
    'update-add',
    `ddb.update({ key: { id: 'test' }, update: { age: ddb.operations.add(10) } })`,
    update('SET #expName_1 = :expValue_1', 'age', { N: 10 }),
  ],
  [
    'update-append',
    `ddb.update({ key: { id: 'test' }, update: { values: ddb.operations.append([1, 2, 3]) } })`,
    update('SET #expName_1 = list_append(#expName_1, :expValue_1)', 'values', numbers),
  ],
  [
    'update-prepend',
    `ddb.update({ key: { id: 'test' }, update: { values: ddb.operations.prepend([1, 2, 3]) } })`,
    update('SET #expName_1 = list_append(:expValue_1, #expName_1)', 'values', numbers),
  ],
  [
    'update-increment',
    `ddb.update({ key: { id: 'test' }, update: { age: ddb.operations.increment(10) } })`,
    update('SET #expName_1 = #expName_1 + :expValue_1', 'age', { N: 10 }),
  ],
  [
    'update-decrement',
    `ddb.update({ key: { id: 'test' }, update: { age: ddb.operations.decrement(10) } })`,
    update('SET #expName_1 = #expName_1 - :expValue_1', 'age', { N: 10 }),
  ],
  [
    'update-replace',
    `ddb.update({ key: { id: 'test' }, update: { values: ddb.operations.replace({ a: 10 }) } })`,
    update('SET #expName_1 = :expValue_1', 'values', { M: { a: { N: 10 } } }),
  ],
  ['op-add', `ddb.operations.add(10)`, { type: 'OPERATION_ADD', value: 10 }],
  ['op-append', `ddb.operations.append([1, 2, 3])`, { type: 'OPERATION_APPEND', items: [1, 2, 3] }],
  [
    'op-prepend',
    `ddb.operations.prepend([1, 2, 3])`,
    { type: 'OPERATION_PREPEND', items: [1, 2, 3] },
  ],
  ['op-increment', `ddb.operations.increment(10)`, { type: 'OPERATION_INCREMENT', by: 10 }],
  ['op-decrement', `ddb.operations.decrement(10)`, { type: 'OPERATION_DECREMENT', by: 10 }],
  [
    'op-replace',
    `ddb.operations.replace({ a: 10 })`,
    { type: 'OPERATION_REPLACE', value: { a: 10 } },
  ],
];

/** id, filter object, expression, names in order of use, values. */
type Filter = readonly [string, string, string, string, Readonly<Record<string, unknown>>];

const filters: readonly Filter[] = [
  ['eq', '{ v: { eq: "x" } }', '(#v = :v_eq)', 'v', { ':v_eq': { S: 'x' } }],
  ['ne', '{ v: { ne: "x" } }', '(#v <> :v_ne)', 'v', { ':v_ne': { S: 'x' } }],
  ['lt', '{ v: { lt: "x" } }', '(#v < :v_lt)', 'v', { ':v_lt': { S: 'x' } }],
  ['le', '{ v: { le: "x" } }', '(#v <= :v_le)', 'v', { ':v_le': { S: 'x' } }],
  ['gt', '{ v: { gt: "x" } }', '(#v > :v_gt)', 'v', { ':v_gt': { S: 'x' } }],
  ['ge', '{ v: { ge: "x" } }', '(#v >= :v_ge)', 'v', { ':v_ge': { S: 'x' } }],
  ['eq-number', '{ v: { eq: 1.5 } }', '(#v = :v_eq)', 'v', { ':v_eq': { N: 1.5 } }],
  ['eq-null', '{ v: { eq: null } }', '(#v = :v_eq)', 'v', { ':v_eq': { NULL: null } }],
  ['eq-map', '{ v: { eq: { a: 1 } } }', '(#v = :v_eq)', 'v', { ':v_eq': { M: { a: { N: 1 } } } }],
  [
    'contains',
    '{ v: { contains: "x" } }',
    '(contains(#v,:v_contains))',
    'v',
    { ':v_contains': { S: 'x' } },
  ],
  [
    'not-contains',
    '{ v: { notContains: "x" } }',
    '(NOT contains(#v,:v_notContains))',
    'v',
    { ':v_notContains': { S: 'x' } },
  ],
  [
    'begins-with',
    '{ v: { beginsWith: "x" } }',
    '(begins_with(#v,:v_beginsWith))',
    'v',
    { ':v_beginsWith': { S: 'x' } },
  ],
  [
    'between',
    '{ v: { between: ["1", "9", "3"] } }',
    '(#v BETWEEN :v_between_start AND :v_between_end)',
    'v',
    { ':v_between_start': { S: '1' }, ':v_between_end': { S: '9' } },
  ],
  [
    'in',
    '{ v: { in: ["a", "b"] } }',
    '(#v IN (:v_in_0, :v_in_1))',
    'v',
    { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } },
  ],
  ['in-nothing', '{ v: { in: [] } }', '(null)', 'v', {}],
  ['exists', '{ v: { attributeExists: true } }', '(attribute_exists(#v))', 'v', {}],
  ['exists-not', '{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', 'v', {}],
  [
    'attribute-type',
    '{ a: { attributeType: "_null" }, b: { attributeType: "stringSet" } }',
    '(attribute_type(#a,:a_attributeType)) AND (attribute_type(#b,:b_attributeType))',
    'a b',
    { ':a_attributeType': { S: 'NULL' }, ':b_attributeType': { S: 'SS' } },
  ],
  [
    'size',
    '{ v: { size: { gt: 2, lt: 5 } } }',
    '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))',
    'v',
    { ':v_size_gt': { N: 2 }, ':v_size_lt': { N: 5 } },
  ],
  [
    'size-of-size',
    '{ v: { size: { size: { gt: 1 } } } }',
    '(size(#v) > :v_size_size_gt)',
    'v',
    { ':v_size_size_gt': { N: 1 } },
  ],
  [
    'several-fields',
    '{ id: { attributeExists: true }, version: { eq: 10 } }',
    '(attribute_exists(#id)) AND (#version = :version_eq)',
    'id version',
    { ':version_eq': { N: 10 } },
  ],
  [
    'several-operators',
    '{ v: { ge: 1, le: 5 } }',
    '((#v >= :v_ge) AND (#v <= :v_le))',
    'v',
    { ':v_ge': { N: 1 }, ':v_le': { N: 5 } },
  ],
  [
    'and-one',
    '{ and: [{ a: { eq: 1 } }] }',
    '(#a = :and_0_a_eq)',
    'a',
    { ':and_0_a_eq': { N: 1 } },
  ],
  [
    'or-and',
    '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
    '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
    'a b c',
    { ':or_0_and_0_a_eq': { N: 1 }, ':or_0_and_1_b_eq': { N: 2 }, ':or_1_c_eq': { N: 3 } },
  ],
  [
    'not-and',
    '{ not: { and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] } }',
    '(NOT ((#a = :not_and_0_a_eq) AND (#b = :not_and_1_b_eq)))',
    'a b',
    { ':not_and_0_a_eq': { N: 1 }, ':not_and_1_b_eq': { N: 2 } },
  ],
  [
    'not-not',
    '{ not: { not: { a: { eq: 1 } } } }',
    '(NOT (NOT (#a = :not_not_a_eq)))',
    'a',
    { ':not_not_a_eq': { N: 1 } },
  ],
  [
    'field-and-group',
    '{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }',
    '(#a = :a_eq) AND (#b = :and_0_b_eq)',
    'a b',
    { ':a_eq': { N: 1 }, ':and_0_b_eq': { N: 2 } },
  ],
  ['dotted-name', '{ "a.b": { eq: 1 } }', '(#a.b = :a.b_eq)', 'a.b', { ':a.b_eq': { N: 1 } }],
  ['empty', '{}', '', '', {}],
  ['and-empty', '{ and: [] }', '', '', {}],
  ['no-operator', '{ v: {} }', '', 'v', {}],
  ['not-empty', '{ not: {} }', '(NOT )', '', {}],
  [
    'one-without-operator',
    '{ a: { eq: 1 }, b: {} }',
    '(#a = :a_eq) AND ',
    'a b',
    { ':a_eq': { N: 1 } },
  ],
  [
    'and-with-empty',
    '{ and: [{ a: { eq: 1 } }, {}] }',
    '((#a = :and_0_a_eq) AND )',
    'a',
    { ':and_0_a_eq': { N: 1 } },
  ],
];

const unwritable: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['list', '[]'],
  ['text', '"string"'],
  ['unknown-operator', '{ v: { foo: 1 } }'],
  ['no-object', '{ v: "x" }'],
  ['nested-field', '{ a: { b: { eq: 1 } } }'],
  ['and-no-list', '{ and: { a: { eq: 1 } } }'],
  ['and-null', '{ and: null }'],
  ['and-of-null', '{ and: [{ a: { eq: 1 } }, null] }'],
  ['not-list', '{ not: [{ a: { eq: 1 } }] }'],
  ['between-one', '{ v: { between: [1] } }'],
  ['between-text', '{ v: { between: "x" } }'],
  ['in-text', '{ v: { in: "x" } }'],
  ['exists-text', '{ v: { attributeExists: "yes" } }'],
  ['type-letter', '{ v: { attributeType: "S" } }'],
  ['size-number', '{ v: { size: 3 } }'],
];

/** Names that every JavaScript object inherits. */
const inherited: readonly (readonly [string, string])[] = [
  ['operator', '{ v: { constructor: 1 } }'],
  ['type', '{ v: { attributeType: "constructor" } }'],
];

/** Filters with their texts in the published snapshot. */
const recordedFilters = ['eq', 'contains', 'exists', 'several-fields'];

function filterCase([id, filter, expression, names, values]: Filter) {
  const written = {
    expression,
    expressionNames: Object.fromEntries(
      names
        .split(' ')
        .filter(Boolean)
        .map((name) => [`#${name}`, name]),
    ),
    expressionValues: values,
  };
  return evaluates(
    `DDB-filter-${id}`,
    recordedFilters.includes(id) ? SNAPSHOT : UNPUBLISHED,
    `[util.transform.toDynamoDBFilterExpression(${filter}), util.transform.toDynamoDBConditionExpression(${filter})].map((text) => JSON.parse(text))`,
    [written, written],
  );
}

interface Case {
  readonly id: string;
  readonly source: Source;
  readonly expression: string;
  readonly request: unknown;
}

const key = { id: { S: '1' } };
const versionIs1 = {
  expression: '(#version = :version_eq)',
  expressionNames: { '#version': 'version' },
  expressionValues: { ':version_eq': { N: 1 } },
};

const requests: readonly Case[] = [
  {
    id: 'get-projection',
    source: COMPOSED,
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
    source: COMPOSED,
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
    source: unconfirmed('a condition without values has no expressionValues'),
    expression: `ddb.remove({ key: { id: '1' }, condition: { v: { attributeExists: true } } })`,
    request: {
      operation: 'DeleteItem',
      key,
      condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
    },
  },
  {
    id: 'null-is-left-out',
    source: COMPOSED,
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
    source: COMPOSED,
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
    source: COMPOSED,
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
    source: unconfirmed(
      'clauses are grouped by keyword, and aliases are numbered in the order of the output',
    ),
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
    source: unconfirmed('two items of a list share an alias'),
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
    source: unconfirmed(
      'https://github.com/aws/aws-appsync-community/issues/393 shows a nested replace without its text',
    ),
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
    source: COMPOSED,
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
    source: COMPOSED,
    expression: `ddb.sync({ limit: 10, nextToken: 'abc', lastSync: 1 })`,
    request: { operation: 'Sync', limit: 10, nextToken: 'abc', lastSync: 1 },
  },
];

const values = [
  evaluates('DDB-to-dynamodb-null', HELPERS, `util.dynamodb.toDynamoDB(null)`, { NULL: null }),
  evaluates(
    'DDB-to-dynamodb-nested',
    HELPERS,
    `util.dynamodb.toDynamoDB({ a: [1, { b: null }], c: true })`,
    { M: { a: { L: [{ N: 1 }, { M: { b: { NULL: null } } }] }, c: { BOOL: true } } },
  ),
  evaluates('DDB-arrays-are-lists', HELPERS, `util.dynamodb.toDynamoDB(['a', 'b'])`, {
    L: [{ S: 'a' }, { S: 'b' }],
  }),
  evaluates(
    'DDB-null-stays-null',
    unconfirmed('the AWS helpers return null for null; undefined is treated the same'),
    `[util.dynamodb.toString(null), util.dynamodb.toNumber(undefined), util.dynamodb.toMap(null)]`,
    [null, null, null],
  ),
  evaluates(
    'DDB-from-s3',
    HELPERS,
    `util.dynamodb.fromS3ObjectJson('{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}')`,
    { key: 'k', bucket: 'b', region: 'r', version: 'v' },
  ),
  fails('DDB-from-s3-invalid', HELPERS, `util.dynamodb.fromS3ObjectJson('{}')`),
  ...[
    ['string', 'toString(1)'],
    ['number', `toNumber('1')`],
    ['boolean', `toBoolean('true')`],
    ['string-set', `toStringSet(['a', 1])`],
    ['list', `toList({ a: 1 })`],
    ['map', `toMap([1])`],
  ].map(([id, call]) =>
    fails(
      `DDB-wrong-type-${id}`,
      unconfirmed('the types refuse it, so code that passes it is incorrect'),
      `util.dynamodb.${call}`,
    ),
  ),
];

export const dynamodbHelpers: Area = {
  title: 'DynamoDB helpers',
  behaviours: evaluations([
    ...helpers.map(([id, expression, value]) =>
      evaluates(`DDB-${id}`, SNAPSHOT, expression, value),
    ),
    ...values,
    ...filters.map(filterCase),
    ...unwritable.map(([id, filter]) =>
      evaluates(
        `DDB-filter-null-${id}`,
        UNPUBLISHED,
        `util.transform.toDynamoDBFilterExpression(${filter})`,
        null,
      ),
    ),
    ...inherited.map(([id, filter]) =>
      evaluates(
        `DDB-filter-inherited-${id}`,
        unconfirmed('it is unknown, like any other name'),
        `util.transform.toDynamoDBFilterExpression(${filter})`,
        null,
      ),
    ),
    ...requests.map(({ id, source, expression, request }) =>
      evaluates(`DDB-request-${id}`, source, expression, request),
    ),
    evaluates(
      'DDB-request-lost-condition',
      UNPUBLISHED,
      `ddb.remove({ key: { id: '1' }, condition: { v: 'x' } })`,
      { operation: 'DeleteItem', key },
    ),
    ...[
      ['no-key', `ddb.get({})`],
      ['no-item', `ddb.put({ key: { id: '1' } })`],
      ['no-input', `ddb.scan()`],
      ['no-query', `ddb.query({ index: 'a' })`],
      ['no-table', `ddb.transactGet({ items: [{ key: { id: '1' } }] })`],
      ['no-kind', `ddb.transactWrite({ items: [{ dropItem: { table: 'a', key: {} } }] })`],
    ].map(([id, expression]) =>
      fails(
        `DDB-request-${id}`,
        unconfirmed('a value that the types require is missing'),
        String(expression),
      ),
    ),
  ]),
};
