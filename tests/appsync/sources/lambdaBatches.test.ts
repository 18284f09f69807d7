import { describe, expect, it, vi } from 'vitest';
import { batchingLambdaSource, lambdaSource } from '../../../local/appsync/sources/lambda';
import { noneSource } from '../../../local/appsync/sources/none';
import { answers, ask, givenApi } from '../givenApi';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';
const TUTORIAL = `${GUIDE}tutorial-lambda-resolvers-js.html`;
const VTL_TUTORIAL = `${GUIDE}tutorial-lambda-resolvers.html`;
const REFERENCE = `${GUIDE}resolver-reference-lambda-js.html`;
const RESOLVER = 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_Resolver.html';

const batch = (payload: unknown) => ({ operation: 'BatchInvoke', payload });
const counting = () => vi.fn((payloads: number[]) => payloads.map((n) => n * 10));
const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1);

describe('what is asked for in one tick', () => {
  it.each([
    ['one-list', RESOLVER, 10, 3, [[1, 2, 3]]],
    ['full-list', RESOLVER, 3, 3, [[1, 2, 3]]],
    ['rest', RESOLVER, 2, 5, [[1, 2], [3, 4], [5]]],
    ['size-1', RESOLVER, 1, 2, [[1], [2]]],
    ['off', `${GUIDE}resolver-mapping-template-reference-lambda.html`, 0, 2, [[1], [2]]],
    ['largest', RESOLVER, 2000, 2001, [upTo(2000), [2001]]],
  ])('goes in lists of the size: %s (%s)', async (_id, _source, size, count, lists) => {
    const handler = counting();
    const source = batchingLambdaSource(handler, size);
    const results = await Promise.all(upTo(count).map((n) => source.invoke(batch(n), 'T.f')));
    expect(handler.mock.calls.map(([payloads]) => payloads)).toEqual(lists);
    expect(results).toEqual(upTo(count).map((n) => ({ result: n * 10 })));
  });

  it(`goes in lists of five when no size is configured (${VTL_TUTORIAL})`, async () => {
    const handler = counting();
    const source = lambdaSource(handler);
    await Promise.all(upTo(7).map((n) => source.invoke(batch(n), 'T.f')));
    expect(handler.mock.calls.map(([payloads]) => payloads.length)).toEqual([5, 2]);
  });

  it('counts as such after any number of promises', async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 10);
    const late = async () => {
      for (let i = 0; i < 20; i += 1) await null;
      return source.invoke(batch(2), 'T.f');
    };
    // From a callback, as when a server was asked: its ticks come before its promises.
    await new Promise((resolve) => {
      setImmediate(() => {
        resolve(Promise.all([source.invoke(batch(1), 'T.f'), late()]));
      });
    });
    expect(handler.mock.calls).toEqual([[[1, 2]]]);
  });

  it('is apart from what is asked for in the next', async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 10);
    const next = new Promise((resolve) => {
      setImmediate(() => {
        resolve(source.invoke(batch(2), 'T.f'));
      });
    });
    expect(await source.invoke(batch(1), 'T.f')).toEqual({ result: 10 });
    expect(await next).toEqual({ result: 20 });
    expect(handler.mock.calls).toEqual([[[1]], [[2]]]);
  });

  it(`is apart for each resolver: batches are of the current field (${REFERENCE})`, async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 10);
    await Promise.all([source.invoke(batch(1), 'T.a'), source.invoke(batch(2), 'T.b')]);
    expect(handler.mock.calls).toEqual([[[1]], [[2]]]);
  });

  it(`is not grouped when it is an Invoke (${REFERENCE})`, async () => {
    const handler = vi.fn((payload: number) => payload);
    const source = batchingLambdaSource(handler, 10);
    const request = (payload: number) => ({ operation: 'Invoke', payload });
    await Promise.all([1, 2].map((n) => source.invoke(request(n), 'T.f')));
    expect(handler.mock.calls).toEqual([[1], [2]]);
  });

  it(`goes as one event, with no results (${REFERENCE})`, async () => {
    let handle: (payloads: number[]) => void = () => undefined;
    const handled = new Promise((resolve) => {
      handle = resolve;
    });
    const source = batchingLambdaSource((payloads: number[]) => {
      handle(payloads);
    }, 10);
    const request = (payload: number) => ({ ...batch(payload), invocationType: 'Event' });
    const results = await Promise.all([1, 2].map((n) => source.invoke(request(n), 'T.f')));
    expect(results).toEqual([{ result: null }, { result: null }]);
    expect(await handled).toEqual([1, 2]);
  });

  it('does without what is refused', async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 10);
    const [, refused] = await Promise.all([
      source.invoke(batch(1), 'T.f'),
      source.invoke({ ...batch(2), more: true }, 'T.f'),
    ]);
    expect(refused.error?.type).toBe('MappingTemplate');
    expect(handler.mock.calls).toEqual([[[1]]]);
  });
});

describe('the answers of a batch', () => {
  const answered = (result: unknown) => {
    const source = batchingLambdaSource(() => result, 10);
    return Promise.all([1, 2].map((n) => source.invoke(batch(n), 'T.f')));
  };

  it(`are handed on as they are, for the response handler to read (${TUTORIAL})`, async () => {
    const failed = { data: null, errorMessage: 'Error Happened', errorType: 'ERROR' };
    expect(await answered([failed, { data: [1] }])).toEqual([
      { result: failed },
      { result: { data: [1] } },
    ]);
  });

  it(`may be null (${REFERENCE})`, async () => {
    expect(await answered([null, undefined])).toEqual([{ result: null }, { result: null }]);
  });

  it.each([
    ['fewer', [1], '1 items'],
    ['more', [1, 2, 3], '3 items'],
    ['none', [], '0 items'],
    ['nothing', undefined, 'no list'],
    ['object', { length: 2 }, 'no list'],
  ])(`are errors when they do not match in size: %s (${REFERENCE})`, async (_id, result, got) => {
    const error = {
      type: 'Lambda:IllegalArgument',
      message: `The function must return a list of 2 items, one for each payload, and returned ${got}.`,
    };
    expect(await answered(result)).toEqual([
      { result: null, error },
      { result: null, error },
    ]);
  });

  it(`are errors when the function fails (${TUTORIAL})`, async () => {
    const error = { type: 'Lambda:Unhandled', message: 'I fail. always' };
    expect(await answered(Promise.reject(new Error('I fail. always')))).toEqual([
      { result: null, error },
      { result: null, error },
    ]);
  });

  it('are errors when the payloads are too large together', async () => {
    const source = batchingLambdaSource(() => [], 10);
    const half = batch('x'.repeat(3_145_728));
    const results = await Promise.all([source.invoke(half, 'T.f'), source.invoke(half, 'T.f')]);
    expect(results.map(({ error }) => error?.type)).toEqual([
      'Lambda:RequestTooLargeException',
      'Lambda:RequestTooLargeException',
    ]);
  });

  it('of one list do not fail those of another', async () => {
    const source = batchingLambdaSource(([n]: number[]) => {
      if (n === 1) throw new Error('first');
      return [n];
    }, 1);
    const results = await Promise.all([1, 2].map((n) => source.invoke(batch(n), 'T.f')));
    expect(results).toEqual([
      { result: null, error: { type: 'Lambda:Unhandled', message: 'first' } },
      { result: 2 },
    ]);
  });
});

describe(`a batch size (${RESOLVER})`, () => {
  it.each([-1, 2001, 1.5, NaN])('is not %d', (size) => {
    expect(() => batchingLambdaSource(() => [], size)).toThrow(RangeError);
  });
});

describe(`a field of a list (${TUTORIAL})`, () => {
  interface Payload {
    readonly source: { readonly id: string };
  }
  const related = (handler: (payloads: Payload[]) => unknown) =>
    givenApi({
      schema: `
        type Query { posts: [Post] }
        type Mutation { none: String }
        type Post { id: ID!, related: [String] }
      `,
      sources: { none: noneSource, lambda: batchingLambdaSource(handler, 10) },
      resolvers: {
        'Query.posts': { code: answers("[{ id: '1' }, { id: '2' }, { id: '3' }]"), source: 'none' },
        'Post.related': {
          source: 'lambda',
          code: `
            import { util } from '@aws-appsync/utils';
            export function request(ctx) {
              return { operation: 'BatchInvoke', payload: { source: ctx.source } };
            }
            export function response(ctx) {
              const { error, result } = ctx;
              if (error) util.error(error.message, error.type);
              if (result.errorMessage) {
                util.appendError(result.errorMessage, result.errorType, result.data);
              }
              return result.data;
            }
          `,
        },
      },
    });

  it('is one call for all of them', async () => {
    const handler = vi.fn((payloads: Payload[]) =>
      payloads.map(({ source }) =>
        source.id === '2'
          ? { data: null, errorMessage: 'Error Happened', errorType: 'ERROR' }
          : { data: [`of ${source.id}`] },
      ),
    );
    const { data, errors } = await ask(related(handler), '{ posts { related } }');
    expect(handler).toHaveBeenCalledOnce();
    expect(data).toEqual({
      posts: [{ related: ['of 1'] }, { related: null }, { related: ['of 3'] }],
    });
    expect(errors).toMatchObject([
      { path: ['posts', 1, 'related'], errorType: 'ERROR', message: 'Error Happened' },
    ]);
  });

  it('fails for each of them when the function does', async () => {
    const api = related(() => {
      throw new Error('I fail. always');
    });
    const { data, errors } = await ask(api, '{ posts { related } }');
    expect(data).toEqual({ posts: [{ related: null }, { related: null }, { related: null }] });
    expect(errors?.map(({ path, message }) => [path, message])).toEqual(
      [0, 1, 2].map((i) => [['posts', i, 'related'], 'I fail. always']),
    );
  });
});
