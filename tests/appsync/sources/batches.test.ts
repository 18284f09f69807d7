import { describe, expect, it } from 'vitest';
import { givenTables, keyOf, leavingBehind, put, sourceOf } from './givenTables';

const { client, endpoint, source } = await givenTables();
const invoke = (request: unknown) => source.invoke(request, 'test');

const REFERENCE =
  'https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-';
const BUSY = 'DynamoDB:ProvisionedThroughputExceededException';

await Promise.all(['a', 'b', 'c'].map((sk) => put(client, 'batch', sk, { v: sk })));
const item = (sk: string) => ({ pk: 'batch', sk, v: sk });

describe(`BatchGetItem (${REFERENCE}get-item.html)`, () => {
  const keys = ['c', 'none', 'a', 'b'].map((sk) => keyOf('batch', sk));
  const request = { operation: 'BatchGetItem', tables: { Things: { keys } } };

  it('keeps the order of the keys, with null where there is no item', async () => {
    expect(await invoke(request)).toEqual({
      result: {
        data: { Things: [item('c'), null, item('a'), item('b')] },
        unprocessedKeys: { Things: [] },
      },
    });
  });

  it('reads several tables, numbers as keys among them', async () => {
    await invoke({
      operation: 'BatchPutItem',
      tables: { Units: [{ id: { N: 1 }, v: { S: 'u' } }] },
    });
    const { result } = await invoke({
      operation: 'BatchGetItem',
      tables: {
        Units: { keys: [{ id: { N: '1.0' } }, { id: { N: 2 } }], consistentRead: true },
        Things: { keys: [keyOf('batch', 'a')] },
      },
    });
    expect(result).toMatchObject({
      data: { Units: [{ id: 1, v: 'u' }, null], Things: [item('a')] },
    });
  });

  it('keeps the order when the projection leaves the key out', async () => {
    const projection = { expression: '#v, sk', expressionNames: { '#v': 'v' } };
    const { result } = await invoke({
      operation: 'BatchGetItem',
      tables: { Things: { keys, projection } },
    });
    expect(result).toMatchObject({
      data: { Things: [{ v: 'c', sk: 'c' }, null, { v: 'a', sk: 'a' }, { v: 'b', sk: 'b' }] },
    });
  });

  it('asks once more for what was not processed', async () => {
    const answer = await sourceOf(leavingBehind(endpoint, 1)).invoke(request, 'test');
    expect(answer).toEqual(await invoke(request));
  });

  it('then answers what there is, with an error (tutorial-dynamodb-batch-js)', async () => {
    const { result, error } = await sourceOf(leavingBehind(endpoint, 2)).invoke(request, 'test');
    expect(result).toEqual({
      data: { Things: [item('c'), null, item('a'), null] },
      unprocessedKeys: { Things: [{ pk: 'batch', sk: 'b' }] },
    });
    expect(error?.type).toBe(BUSY);
  });

  it.each([
    [{ Things: { keys: [] } }, "Value for field '$[tables][Things][keys]' not valid."],
    [{ Things: [keyOf('batch')] }, "Value for field '$[tables][Things]' not valid."],
    [{ Things: {} }, "Value for field '$[tables][Things][keys]' not found."],
    [{}, "Value for field '$[tables]' not valid."],
  ])('refuses %j', async (tables, message) => {
    const { error } = await invoke({ operation: 'BatchGetItem', tables });
    expect(error).toEqual({ type: 'MappingTemplate', message });
  });

  it('takes 100 keys and no more', async () => {
    const many = (n: number) => ({
      operation: 'BatchGetItem',
      tables: { Things: { keys: Array.from({ length: n }, (_, i) => keyOf('many', String(i))) } },
    });
    expect((await invoke(many(100))).error).toBeUndefined();
    expect((await invoke(many(101))).error?.type).toBe('DynamoDB:DynamoDbException');
  });
});

describe(`BatchPutItem and BatchDeleteItem (${REFERENCE}put-item.html, ${REFERENCE}delete-item.html)`, () => {
  const typed = (sk: string) => ({ ...keyOf('written', sk), v: { N: 1 } });
  const plain = (sk: string) => ({ pk: 'written', sk, v: 1 });
  const putBoth = { operation: 'BatchPutItem', tables: { Things: [typed('x'), typed('y')] } };
  const deleteBoth = {
    operation: 'BatchDeleteItem',
    tables: { Things: [keyOf('written', 'x'), keyOf('written', 'none')] },
  };

  it('answer the items as written, and the keys that were deleted', async () => {
    expect(await invoke(putBoth)).toEqual({
      result: { data: { Things: [plain('x'), plain('y')] }, unprocessedItems: { Things: [] } },
    });
    const { v: _, ...key } = plain('x');
    expect(await invoke(deleteBoth)).toEqual({
      result: { data: { Things: [key, { ...key, sk: 'none' }] }, unprocessedKeys: { Things: [] } },
    });
    expect(await invoke({ operation: 'GetItem', key: keyOf('written', 'x') })).toEqual({
      result: null,
    });
  });

  it('try twice, then answer null for what was not written, with an error', async () => {
    expect((await sourceOf(leavingBehind(endpoint, 1)).invoke(putBoth, 'test')).error).toBe(
      undefined,
    );
    const { result, error } = await sourceOf(leavingBehind(endpoint, 2)).invoke(putBoth, 'test');
    expect(result).toEqual({
      data: { Things: [plain('x'), null] },
      unprocessedItems: { Things: [plain('y')] },
    });
    expect(error?.type).toBe(BUSY);
  });

  it('take 25 items and no more', async () => {
    const keys = Array.from({ length: 26 }, (_, i) => keyOf('many', String(i)));
    const { error } = await invoke({ operation: 'BatchDeleteItem', tables: { Things: keys } });
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
  });
});
