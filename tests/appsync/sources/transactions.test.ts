import { describe, expect, it } from 'vitest';
import { givenTables, keyOf, put } from './givenTables';

const { client, source } = await givenTables();
const invoke = (request: unknown) => source.invoke(request, 'test');
const write = (...transactItems: object[]) =>
  invoke({ operation: 'TransactWriteItems', transactItems });

const REFERENCE =
  'https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact';

const putItem = (pk: string, condition?: object) => ({
  table: 'Things',
  operation: 'PutItem',
  key: keyOf(pk),
  attributeValues: { v: { N: 1 } },
  ...(condition && { condition }),
});
const isNew = { expression: 'attribute_not_exists(pk)' };

describe(`TransactWriteItems (${REFERENCE}-write-items.html)`, () => {
  it('does every kind of write and answers the keys, in order', async () => {
    await put(client, 'doomed', 'a');
    await put(client, 'checked', 'a', { v: 1 });
    const answer = await write(
      putItem('put', isNew),
      {
        table: 'Things',
        operation: 'UpdateItem',
        key: keyOf('update'),
        update: {
          expression: 'SET #v = :v',
          expressionNames: { '#v': 'v' },
          expressionValues: { ':v': { N: 2 } },
        },
      },
      { table: 'Things', operation: 'DeleteItem', key: keyOf('doomed') },
      {
        table: 'Things',
        operation: 'ConditionCheck',
        key: keyOf('checked'),
        condition: { expression: 'v = :v', expressionValues: { ':v': { N: 1 } } },
      },
    );
    expect(answer).toEqual({
      result: {
        keys: ['put', 'update', 'doomed', 'checked'].map((pk) => ({ pk, sk: 'a' })),
        cancellationReasons: null,
      },
    });
    const { result } = await invoke({ operation: 'GetItem', key: keyOf('update') });
    expect(result).toEqual({ pk: 'update', sk: 'a', v: 2 });
  });

  it('writes nothing when a condition fails, and tells which, with the item that was there', async () => {
    await put(client, 'there', 'a', { v: 5 });
    const { result, error } = await write(putItem('fresh'), putItem('there', isNew));
    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(error?.message).toMatch(
      /^Transaction cancelled, .*\(Service: DynamoDb, Status Code: 400/,
    );
    expect(result).toEqual({
      keys: null,
      cancellationReasons: [
        { type: 'None', message: 'None' },
        {
          item: { pk: 'there', sk: 'a', v: 5 },
          type: 'ConditionalCheckFailed',
          message: 'The conditional request failed',
        },
      ],
    });
    expect((await invoke({ operation: 'GetItem', key: keyOf('fresh') })).result).toBeNull();
  });

  it(`keeps the item to itself when it is told to (${REFERENCE}ion-condition-expressions.html)`, async () => {
    await put(client, 'private', 'a', { v: 5 });
    const condition = { ...isNew, returnValuesOnConditionCheckFailure: false };
    const { result } = await write(putItem('private', condition));
    expect(result).toMatchObject({
      cancellationReasons: [expect.not.objectContaining({ item: expect.anything() as unknown })],
    });
  });

  it('has no second look at a failed put, unlike PutItem', async () => {
    await put(client, 'equal', 'a', { v: 1 });
    const { error } = await write(putItem('equal', isNew));
    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
  });

  it.each([
    [[], "Value for field '$[transactItems]' not valid."],
    [
      [{ table: 'Things', operation: 'ConditionCheck', key: keyOf('a') }],
      "Value for field '$[transactItems][0][condition]' not found.",
    ],
    [
      [{ operation: 'DeleteItem', key: keyOf('a') }],
      "Value for field '$[transactItems][0][table]' not found.",
    ],
    [
      [{ table: 'Things', operation: 'GetItem', key: keyOf('a') }],
      "Unsupported element '$[transactItems][0][operation]'.",
    ],
    [
      [putItem('a', { ...isNew, equalsIgnore: [] })],
      "Unsupported element '$[transactItems][0][condition][equalsIgnore]'.",
    ],
  ])('refuses %j', async (items, message) => {
    const { error } = await write(...items);
    expect(error).toEqual({ type: 'MappingTemplate', message });
  });
});

describe(`TransactGetItems (${REFERENCE}-get-items.html)`, () => {
  it('answers items in order, null where there is none', async () => {
    await put(client, 'got', 'a', { v: 1, w: 2 });
    const answer = await invoke({
      operation: 'TransactGetItems',
      transactItems: [
        { table: 'Things', key: keyOf('missing') },
        { table: 'Things', key: keyOf('got') },
        { table: 'Things', key: keyOf('got', 'b'), projection: { expression: 'v' } },
      ],
    });
    expect(answer).toEqual({
      result: {
        items: [null, { pk: 'got', sk: 'a', v: 1, w: 2 }, null],
        cancellationReasons: null,
      },
    });
  });

  it('takes 100 items and no more', async () => {
    const transactItems = Array.from({ length: 101 }, (_, i) => ({
      table: 'Things',
      key: keyOf('many', String(i)),
    }));
    const { error } = await invoke({ operation: 'TransactGetItems', transactItems });
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
  });
});
