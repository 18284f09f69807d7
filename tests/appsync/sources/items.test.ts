import { describe, expect, it } from 'vitest';
import { givenTables, keyOf, put } from './givenTables';

const { client, source } = await givenTables();
const invoke = (request: unknown) => source.invoke(request, 'test');

const REFERENCE =
  'https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-';

describe(`typed values (${REFERENCE}typed-values-request.html, -responses.html)`, () => {
  it('go in typed and come out plain', async () => {
    const key = keyOf('typed');
    const attributeValues = {
      text: { S: 'x' },
      number: { N: 1.5 },
      numeral: { N: '12' },
      yes: { BOOL: true },
      nothing: { NULL: null },
      alsoNothing: { NULL: true },
      binary: { B: 'aGVsbG8=' },
      list: { L: [{ S: 'a' }, { N: 1 }] },
      map: { M: { a: { M: {} } } },
      strings: { SS: ['b', 'a'] },
      numbers: { NS: [1, '2'] },
      binaries: { BS: ['aGVsbG8='] },
    };
    const item = {
      pk: 'typed',
      sk: 'a',
      text: 'x',
      number: 1.5,
      numeral: 12,
      yes: true,
      nothing: null,
      alsoNothing: null,
      binary: 'aGVsbG8=',
      list: ['a', 1],
      map: { a: {} },
      binaries: ['aGVsbG8='],
    };
    const written = await invoke({ operation: 'PutItem', key, attributeValues });
    expect(written).toEqual({ result: { ...item, strings: ['b', 'a'], numbers: [1, 2] } });
    const { result } = await invoke({ operation: 'GetItem', key, consistentRead: true });
    const { strings, numbers, ...rest } = result as { strings: string[]; numbers: number[] };
    expect(rest).toEqual(item);
    expect([strings.sort(), numbers.sort()]).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
  });
});

describe(`GetItem (${REFERENCE}getitem.html)`, () => {
  it('answers null for no item', async () => {
    expect(await invoke({ operation: 'GetItem', key: keyOf('nobody') })).toEqual({ result: null });
  });

  it('answers what the projection names', async () => {
    await put(client, 'projected', 'a', { name: 'n', age: 3 });
    const projection = { expression: '#n', expressionNames: { '#n': 'name' } };
    const { result } = await invoke({ operation: 'GetItem', key: keyOf('projected'), projection });
    expect(result).toEqual({ name: 'n' });
  });
});

describe(`PutItem (${REFERENCE}condition-expressions.html)`, () => {
  const isNew = { expression: 'attribute_not_exists(pk)' };

  it('fails when the condition does', async () => {
    await put(client, 'taken', 'a', { v: 1 });
    const { result, error } = await invoke({
      operation: 'PutItem',
      key: keyOf('taken'),
      attributeValues: { v: { N: 2 } },
      condition: isNew,
    });
    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(error?.message).toMatch(
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
    );
  });

  it('succeeds all the same when the stored item is the intended one', async () => {
    await put(client, 'same', 'a', { v: 1 });
    const answer = await invoke({
      operation: 'PutItem',
      key: keyOf('same'),
      attributeValues: { v: { N: '1.0' } },
      condition: isNew,
    });
    expect(answer).toEqual({ result: { pk: 'same', sk: 'a', v: 1 } });
  });

  it('compares without equalsIgnore', async () => {
    await put(client, 'similar', 'a', { v: 1, at: 'then' });
    const request = {
      operation: 'PutItem',
      key: keyOf('similar'),
      attributeValues: { v: { N: 1 }, at: { S: 'now' } },
    };
    const differs = await invoke({ ...request, condition: isNew });
    expect(differs.error).toBeDefined();
    const equals = await invoke({ ...request, condition: { ...isNew, equalsIgnore: ['at'] } });
    expect(equals.error).toBeUndefined();
  });

  it('knows no strategy but Reject', async () => {
    const conditionalCheckFailedHandler = { strategy: 'Custom', lambdaArn: 'arn' };
    const { error } = await invoke({
      operation: 'PutItem',
      key: keyOf('custom'),
      attributeValues: {},
      condition: { ...isNew, conditionalCheckFailedHandler },
    });
    expect(error?.message).toContain('$[condition][conditionalCheckFailedHandler]');
  });
});

describe(`UpdateItem (${REFERENCE}updateitem.html)`, () => {
  const update = {
    expression: 'SET #n = :n ADD hits :one',
    expressionNames: { '#n': 'name' },
    expressionValues: { ':n': { S: 'new' }, ':one': { N: 1 } },
  };

  it('answers the whole item after it', async () => {
    await put(client, 'updated', 'a', { name: 'old', other: 'kept' });
    expect(await invoke({ operation: 'UpdateItem', key: keyOf('updated'), update })).toEqual({
      result: { pk: 'updated', sk: 'a', name: 'new', other: 'kept', hits: 1 },
    });
  });

  it('makes the item when there is none', async () => {
    const { result } = await invoke({ operation: 'UpdateItem', key: keyOf('made'), update });
    expect(result).toEqual({ pk: 'made', sk: 'a', name: 'new', hits: 1 });
  });

  it('fails whenever its condition does, also when nothing would change', async () => {
    await put(client, 'unchanged', 'a', { name: 'new' });
    const { error } = await invoke({
      operation: 'UpdateItem',
      key: keyOf('unchanged'),
      update: {
        expression: 'SET #n = :n',
        expressionNames: { '#n': 'name' },
        expressionValues: { ':n': { S: 'new' } },
      },
      condition: { expression: 'attribute_not_exists(pk)', expressionValues: {} },
    });
    expect(error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
  });

  it('fails when it increments what is not there (recorded text has no if_not_exists)', async () => {
    const { error } = await invoke({
      operation: 'UpdateItem',
      key: keyOf('nothing-to-increment'),
      update: {
        expression: 'SET #n = #n + :one',
        expressionNames: { '#n': 'n' },
        expressionValues: { ':one': { N: 1 } },
      },
    });
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
  });
});

describe(`DeleteItem (${REFERENCE}deleteitem.html)`, () => {
  it('answers the item as it was, then null', async () => {
    await put(client, 'deleted', 'a', { v: 1 });
    const request = { operation: 'DeleteItem', key: keyOf('deleted') };
    expect(await invoke(request)).toEqual({ result: { pk: 'deleted', sk: 'a', v: 1 } });
    expect(await invoke(request)).toEqual({ result: null });
  });

  it('succeeds without an item whatever its condition, and fails with one', async () => {
    const condition = { expression: 'v = :v', expressionValues: { ':v': { N: 2 } } };
    const request = { operation: 'DeleteItem', key: keyOf('guarded'), condition };
    expect(await invoke(request)).toEqual({ result: null });
    await put(client, 'guarded', 'a', { v: 1 });
    expect((await invoke(request)).error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
  });
});

describe('requests that AppSync does not take to DynamoDB', () => {
  const key = keyOf('a');

  it.each([
    {
      source:
        'https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html',
      request: { key },
      message: "Value for field '$[operation]' not found.",
    },
    {
      source: 'aws-amplify/amplify-category-api#2224',
      request: { operation: 'PurgeTable', key },
      message: "Unsupported element '$[operation]'.",
    },
    {
      source: 'aws/aws-appsync-community#110',
      request: {
        operation: 'UpdateItem',
        key,
        update: { expression: 'SET a = :a', expressionValues: { ':a': { N: 1 } } },
        condition: { expression: 'a = :a', returnValuesOnConditionCheckFailure: false },
      },
      message: "Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.",
    },
    {
      source: 'aws/aws-appsync-community#217',
      request: { operation: 'PutItem', key, attributeValues: {}, hasCustomPartitionKey: true },
      message: "Unsupported element '$[hasCustomPartitionKey]'.",
    },
    {
      source: 'little-bear-labs/aws-utils#153',
      request: { operation: 'Scan', scanIndexForward: true },
      message: "Unsupported element '$[scanIndexForward]'.",
    },
    {
      source: 'the same text for other members',
      request: { operation: 'GetItem' },
      message: "Value for field '$[key]' not found.",
    },
    {
      source: `${REFERENCE}typed-values-request.html (the wording is not recorded)`,
      request: { operation: 'GetItem', key: { pk: 'a', sk: { S: 'a' } } },
      message: "Expected JSON object for attribute value '$[key][pk]', but got a 'STRING' instead.",
    },
    {
      source: `${REFERENCE}typed-values-request.html (the wording is not recorded)`,
      request: { operation: 'GetItem', key: { pk: { S: 'a', N: 1 }, sk: { S: 'a' } } },
      message: "Expected exactly one type for attribute value '$[key][pk]', but got 2.",
    },
    {
      source: `${REFERENCE}sync.html: versioned data sources only`,
      request: { operation: 'Sync' },
      message: 'Sync is for versioned data sources, and the local AppSync has none.',
    },
  ])('$message ($source)', async ({ request, message }) => {
    expect(await invoke(request)).toEqual({
      result: null,
      error: { type: 'MappingTemplate', message },
    });
  });

  it.each([null, undefined, 'text', 7, []])('%s is no request', async (request) => {
    expect((await invoke(request)).error?.type).toBe('MappingTemplate');
  });
});

describe('faults of DynamoDB', () => {
  it('a key that the table does not have (aws: troubleshooting page, class of the Java SDK)', async () => {
    const { error } = await invoke({ operation: 'GetItem', key: { other: { S: 'a' } } });
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toMatch(/\(Service: DynamoDb, Status Code: 400, Request ID: .*\)$/);
  });
});
