import { describe, expect, it } from 'vitest';
import { valueOf } from './handler';

/** What AWS's EvaluateCode answered, as localstack/appsync-utils recorded it. */
interface Recorded {
  readonly id: string;
  readonly expression: string;
  readonly recorded: unknown;
}

const SNAPSHOTS = 'localstack/appsync-utils __tests__/__snapshots__';

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

const helpers: readonly Recorded[] = [
  ['to-string', `util.dynamodb.toString('test')`, { S: 'test' }],
  ['to-string-set', `util.dynamodb.toStringSet(['foo', 'bar'])`, { SS: ['foo', 'bar'] }],
  ['to-number', `util.dynamodb.toNumber(12345)`, { N: 12345 }],
  ['to-number-set', `util.dynamodb.toNumberSet([1, 23, 4.56])`, { NS: [1, 23, 4.56] }],
  ['to-binary', `util.dynamodb.toBinary('foo')`, { B: 'foo' }],
  ['to-binary-set', `util.dynamodb.toBinarySet(['foo', 'bar'])`, { BS: ['foo', 'bar'] }],
  ['to-boolean', `util.dynamodb.toBoolean(true)`, { BOOL: true }],
  ['to-null', `util.dynamodb.toNull()`, { NULL: null }],
  ['to-dynamodb-string', `util.dynamodb.toDynamoDB('test')`, { S: 'test' }],
  ['to-dynamodb-number', `util.dynamodb.toDynamoDB(12345)`, { N: 12345 }],
  ['to-dynamodb-boolean', `util.dynamodb.toDynamoDB(true)`, { BOOL: true }],
  ['to-dynamodb-null', `util.dynamodb.toDynamoDB(null)`, { NULL: null }],
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
  ['op-append', `ddb.operations.append([1])`, { type: 'OPERATION_APPEND', items: [1] }],
  ['op-prepend', `ddb.operations.prepend([1])`, { type: 'OPERATION_PREPEND', items: [1] }],
  ['op-increment', `ddb.operations.increment(10)`, { type: 'OPERATION_INCREMENT', by: 10 }],
  ['op-decrement', `ddb.operations.decrement(10)`, { type: 'OPERATION_DECREMENT', by: 10 }],
  [
    'op-replace',
    `ddb.operations.replace({ a: 10 })`,
    { type: 'OPERATION_REPLACE', value: { a: 10 } },
  ],
].map(([id, expression, recorded]) => ({ id, expression, recorded }) as Recorded);

describe(`helpers write what AWS wrote (${SNAPSHOTS}/index.test.js.snap)`, () => {
  it.each(helpers)('$id', ({ expression, recorded }) => {
    expect(valueOf(expression)).toEqual(recorded);
  });
});

/** filter object, expression, names in order of use, values. */
type Filter = readonly [string, string, string, Readonly<Record<string, unknown>>];

const filters: readonly Filter[] = [
  ['{ v: { eq: "x" } }', '(#v = :v_eq)', 'v', { ':v_eq': { S: 'x' } }],
  ['{ v: { ne: "x" } }', '(#v <> :v_ne)', 'v', { ':v_ne': { S: 'x' } }],
  ['{ v: { lt: "x" } }', '(#v < :v_lt)', 'v', { ':v_lt': { S: 'x' } }],
  ['{ v: { le: "x" } }', '(#v <= :v_le)', 'v', { ':v_le': { S: 'x' } }],
  ['{ v: { gt: "x" } }', '(#v > :v_gt)', 'v', { ':v_gt': { S: 'x' } }],
  ['{ v: { ge: "x" } }', '(#v >= :v_ge)', 'v', { ':v_ge': { S: 'x' } }],
  ['{ v: { eq: 1.5 } }', '(#v = :v_eq)', 'v', { ':v_eq': { N: 1.5 } }],
  ['{ v: { eq: null } }', '(#v = :v_eq)', 'v', { ':v_eq': { NULL: null } }],
  ['{ v: { eq: { a: 1 } } }', '(#v = :v_eq)', 'v', { ':v_eq': { M: { a: { N: 1 } } } }],
  ['{ v: { contains: "x" } }', '(contains(#v,:v_contains))', 'v', { ':v_contains': { S: 'x' } }],
  [
    '{ v: { notContains: "x" } }',
    '(NOT contains(#v,:v_notContains))',
    'v',
    { ':v_notContains': { S: 'x' } },
  ],
  [
    '{ v: { beginsWith: "x" } }',
    '(begins_with(#v,:v_beginsWith))',
    'v',
    { ':v_beginsWith': { S: 'x' } },
  ],
  [
    '{ v: { between: ["1", "9", "3"] } }',
    '(#v BETWEEN :v_between_start AND :v_between_end)',
    'v',
    { ':v_between_start': { S: '1' }, ':v_between_end': { S: '9' } },
  ],
  [
    '{ v: { in: ["a", "b"] } }',
    '(#v IN (:v_in_0, :v_in_1))',
    'v',
    { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } },
  ],
  ['{ v: { in: [] } }', '(null)', 'v', {}],
  ['{ v: { attributeExists: true } }', '(attribute_exists(#v))', 'v', {}],
  ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', 'v', {}],
  [
    '{ a: { attributeType: "_null" }, b: { attributeType: "stringSet" } }',
    '(attribute_type(#a,:a_attributeType)) AND (attribute_type(#b,:b_attributeType))',
    'a b',
    { ':a_attributeType': { S: 'NULL' }, ':b_attributeType': { S: 'SS' } },
  ],
  [
    '{ v: { size: { gt: 2, lt: 5 } } }',
    '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))',
    'v',
    { ':v_size_gt': { N: 2 }, ':v_size_lt': { N: 5 } },
  ],
  [
    '{ v: { size: { size: { gt: 1 } } } }',
    '(size(#v) > :v_size_size_gt)',
    'v',
    { ':v_size_size_gt': { N: 1 } },
  ],
  [
    '{ id: { attributeExists: true }, version: { eq: 10 } }',
    '(attribute_exists(#id)) AND (#version = :version_eq)',
    'id version',
    { ':version_eq': { N: 10 } },
  ],
  [
    '{ v: { ge: 1, le: 5 } }',
    '((#v >= :v_ge) AND (#v <= :v_le))',
    'v',
    { ':v_ge': { N: 1 }, ':v_le': { N: 5 } },
  ],
  ['{ and: [{ a: { eq: 1 } }] }', '(#a = :and_0_a_eq)', 'a', { ':and_0_a_eq': { N: 1 } }],
  [
    '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
    '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
    'a b c',
    { ':or_0_and_0_a_eq': { N: 1 }, ':or_0_and_1_b_eq': { N: 2 }, ':or_1_c_eq': { N: 3 } },
  ],
  [
    '{ not: { and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] } }',
    '(NOT ((#a = :not_and_0_a_eq) AND (#b = :not_and_1_b_eq)))',
    'a b',
    { ':not_and_0_a_eq': { N: 1 }, ':not_and_1_b_eq': { N: 2 } },
  ],
  [
    '{ not: { not: { a: { eq: 1 } } } }',
    '(NOT (NOT (#a = :not_not_a_eq)))',
    'a',
    { ':not_not_a_eq': { N: 1 } },
  ],
  [
    '{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }',
    '(#a = :a_eq) AND (#b = :and_0_b_eq)',
    'a b',
    { ':a_eq': { N: 1 }, ':and_0_b_eq': { N: 2 } },
  ],
  ['{ "a.b": { eq: 1 } }', '(#a.b = :a.b_eq)', 'a.b', { ':a.b_eq': { N: 1 } }],
  ['{}', '', '', {}],
  ['{ and: [] }', '', '', {}],
  ['{ v: {} }', '', 'v', {}],
  ['{ not: {} }', '(NOT )', '', {}],
  ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND ', 'a b', { ':a_eq': { N: 1 } }],
  [
    '{ and: [{ a: { eq: 1 } }, {}] }',
    '((#a = :and_0_a_eq) AND )',
    'a',
    { ':and_0_a_eq': { N: 1 } },
  ],
];

const unwritable = [
  '',
  'null',
  '[]',
  '"string"',
  '{ v: { foo: 1 } }',
  '{ v: "x" }',
  '{ a: { b: { eq: 1 } } }',
  '{ and: { a: { eq: 1 } } }',
  '{ and: null }',
  '{ and: [{ a: { eq: 1 } }, null] }',
  '{ not: [{ a: { eq: 1 } }] }',
  '{ v: { between: [1] } }',
  '{ v: { between: "x" } }',
  '{ v: { in: "x" } }',
  '{ v: { attributeExists: "yes" } }',
  '{ v: { attributeType: "S" } }',
  '{ v: { size: 3 } }',
];

describe(`transforms write what AWS wrote (${SNAPSHOTS}/transform.test.js.snap)`, () => {
  it.each(filters)('%s', (filter, expression, names, values) => {
    const expected = {
      expression,
      expressionNames: Object.fromEntries(
        names
          .split(' ')
          .filter(Boolean)
          .map((name) => [`#${name}`, name]),
      ),
      expressionValues: values,
    };
    for (const transform of ['toDynamoDBFilterExpression', 'toDynamoDBConditionExpression']) {
      const written = valueOf(`util.transform.${transform}(${filter})`);
      expect(JSON.parse(String(written))).toEqual(expected);
    }
  });

  it.each(unwritable)('null for what cannot be written: %s', (filter) => {
    expect(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)).toBeNull();
  });
});

const iam = {
  accountId: '123456789012',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: ['1.2.3.4'],
  username: 'AKIAIOSFODNN7EXAMPLE',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
};
const userPool = {
  sourceIp: ['1.2.3.4'],
  username: 'alice',
  sub: 'sub-1',
  issuer: 'https://issuer.example',
  claims: {},
  defaultAuthStrategy: 'ALLOW',
};
const oidc = { sub: 'sub-1', issuer: 'https://issuer.example', claims: {} };

describe(`authType names the mode AWS named (${SNAPSHOTS}/authType.test.js.snap)`, () => {
  it.each([
    ['no identity', null, 'API Key'],
    ['an empty identity', {}, 'Lambda'],
    ['a resolver context', { resolverContext: { userId: 'alice' } }, 'Lambda'],
    ['an IAM identity', iam, 'IAM'],
    ['an IAM identity with a null source IP', { ...iam, sourceIp: null }, 'API Key'],
    ['a user pool identity', userPool, 'User Pool'],
    ['a user pool identity with groups', { ...userPool, groups: ['admins'] }, 'User Pool'],
    ['an OIDC identity', oidc, 'Open ID Connect'],
    ['an OIDC identity with a username', { ...oidc, username: 'alice' }, 'API Key'],
    ['claims alone', { claims: {} }, 'API Key'],
  ])('%s', (_, identity, mode) => {
    expect(valueOf('util.authType()', { identity })).toBe(`${mode} Authorization`);
  });
});
