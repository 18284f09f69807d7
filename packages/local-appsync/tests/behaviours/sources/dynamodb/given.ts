import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { dynamoDbSource, type DynamoDbPermissions } from '../../../../src/sources/dynamodb';
import { givenFreePort } from '../../../../../../tests/support/port';
import { GUIDE, type Exchange, type Given } from '../../behaviour';
import { givenDefinition } from '../../given';
import { asks, schemaOf, type Answer } from '../answers';
import { busy, connect, createTables, lagging } from './database';

/** A page of AppSync's reference for DynamoDB, by the end of its name. */
export const reference = (page: string): string =>
  `${GUIDE}js-aws-appsync-resolver-reference-dynamodb-${page}.html`;

export const ACTIONS = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
] as const;

export type Action = (typeof ACTIONS)[number];

const HELPERS = [
  'get',
  'put',
  'update',
  'remove',
  'query',
  'scan',
  'sync',
  'batchGet',
  'batchPut',
  'batchDelete',
  'transactGet',
  'transactWrite',
] as const;

/** Requests and responses name Things and Units, regardless of the prefix of the tables. */
const code = (prefix: string, expression: string): string => `
  import { util } from '@aws-appsync/utils';
  import * as ddb from '@aws-appsync/utils/dynamodb';
  export function request(ctx) {
    const named = ctx.args.request.replaceAll('Things', '${prefix}Things');
    const request = JSON.parse(named.replaceAll('Units', '${prefix}Units'));
    return ${expression};
  }
  export function response(ctx) {
    const { result, error } = ctx;
    const answer = JSON.stringify(error ? { result, error } : { result });
    return JSON.parse(answer.replaceAll('${prefix}', ''));
  }
`;

/** The input of `ddb.update`, by what it does to an attribute `v`. */
const UPDATES = `{
  value: { v: 'new' },
  number: { v: 7 },
  list: { v: ['b'] },
  nested: { v: { b: 2 } },
  add: { v: ddb.operations.add('new') },
  remove: { v: ddb.operations.remove() },
  replace: { v: ddb.operations.replace({ b: 2 }) },
  increment: { v: ddb.operations.increment(2) },
  incrementByOne: { v: ddb.operations.increment() },
  decrement: { v: ddb.operations.decrement(2) },
  append: { v: ddb.operations.append(['b']) },
  prepend: { v: ddb.operations.prepend(['b']) },
  item: { v: [ddb.operations.updateListItem('new', 1)] },
  several: { v: 'new', w: ddb.operations.remove(), n: ddb.operations.increment() },
}`;

/**
 * An API with fields that pass a request to DynamoDB: `raw` unchanged, and those named like a
 * helper through that helper. The others differ in their database or their permissions.
 */
export const dynamo: Given = async () => {
  const client = await connect();
  const prefix = await createTables(client);
  const nextTokenKey = randomBytes(32);
  const things = `${prefix}Things`;
  const source = (permissions: DynamoDbPermissions, through = client) =>
    dynamoDbSource({ client: through, tableName: things, permissions, nextTokenKey });
  const every = { actions: ACTIONS, indexes: { gsi1: ACTIONS } };
  const everything = { [things]: every, [`${prefix}Units`]: every };
  const only = (actions: readonly Action[], onIndex: readonly Action[]) =>
    source({ [things]: { actions, indexes: { gsi1: onIndex } } });
  const except = (action: Action) => ACTIONS.filter((other) => other !== action);

  const sources = {
    everything: source(everything),
    lagging: source(everything, await lagging()),
    busy: source(everything, await busy('always')),
    busyAtFirst: source(everything, await busy('at first')),
    unreachable: source(everything, await connect(`http://127.0.0.1:${await givenFreePort()}`)),
    ...Object.fromEntries(
      ACTIONS.flatMap((action) => [
        [`only${action}`, only([action], [])],
        [`only${action}OnIndex`, only([], [action])],
        // All other permissions, on the table and on the index, are not sufficient.
        [`except${action}`, only(except(action), ACTIONS)],
        [`except${action}OnIndex`, only(ACTIONS, except(action))],
      ]),
    ),
  };
  const raw = code(prefix, 'request');
  const helper = (name: string) => code(prefix, `ddb.${name}(request)`);
  const fields = {
    ...Object.fromEntries(
      Object.keys(sources).map((name) => [
        name === 'everything' ? 'raw' : name,
        { code: raw, source: name },
      ]),
    ),
    ...Object.fromEntries(
      HELPERS.map((name) => [name, { code: helper(name), source: 'everything' }]),
    ),
    updating: {
      code: code(prefix, `ddb.update({ key: request.key, update: (${UPDATES})[request.how] })`),
      source: 'everything',
    },
    mapping: {
      code: code(
        prefix,
        `{
          operation: 'PutItem',
          key: util.dynamodb.toMapValues(request.key),
          attributeValues: {
            ...util.dynamodb.toMapValues(request.item),
            strings: util.dynamodb.toStringSet(['a']),
            numbers: util.dynamodb.toNumberSet([1]),
            binary: util.dynamodb.toBinary('aGVsbG8='),
          },
        }`,
      ),
      source: 'everything',
    },
    filtering: {
      code: code(
        prefix,
        `{
          operation: 'Scan',
          filter: JSON.parse(util.transform.toDynamoDBFilterExpression(request.filter)),
        }`,
      ),
      source: 'everything',
    },
  };
  return givenDefinition({
    schema: schemaOf(Object.keys(fields)),
    sources,
    resolvers: Object.fromEntries(
      Object.entries(fields).map(([name, resolver]) => [`Query.${name}`, resolver]),
    ),
  })();
};

/** A request of the kind that AppSync documents, passed to DynamoDB unchanged. */
export const raw = (request: unknown, answer: Answer): Exchange => asks('raw', request, answer);

/** A typed key of table Things. */
export const keyOf = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

/** Stores an item with typed attributes in table Things. */
export const stored = (
  pk: string,
  attributeValues: Readonly<Record<string, unknown>> = {},
  sk = 'a',
): Exchange => ({
  ...raw({ operation: 'PutItem', key: keyOf(pk, sk), attributeValues }, { result: null }),
  answer: { body: { data: { raw: expect.stringContaining(`"pk":"${pk}"`) } } },
});

/** A condition that only a new item meets. */
export const IS_NEW = { expression: 'attribute_not_exists(pk)' };

/** A message of DynamoDB, as a pattern, with what AppSync adds. */
export const said = (words: string): unknown =>
  expect.stringMatching(
    new RegExp(`^${words} \\(Service: DynamoDb, Status Code: 400, Request ID: .+\\)$`),
  );

export const CONDITION_FAILED = 'DynamoDB:ConditionalCheckFailedException';
/** For every exception without a class in the Java SDK. */
export const DYNAMODB_EXCEPTION = 'DynamoDB:DynamoDbException';
