import { describe, expect, it, vi } from 'vitest';
import { batchingLambdaSource } from '../../src/sources/lambda';

const RESOLVER = 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_Resolver.html';

const batch = (payload: unknown) => ({ operation: 'BatchInvoke', payload });
const counting = () => vi.fn((payloads: number[]) => payloads.map((n) => n * 10));

describe('payloads of one tick', () => {
  it('are sent in lists of up to 2000', async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 2000);
    await Promise.all(Array.from({ length: 2001 }, (_, n) => source.invoke(batch(n), 'T.f')));
    expect(handler.mock.calls.map(([payloads]) => payloads.length)).toEqual([2000, 1]);
  });

  it('may follow each other after any number of promises', async () => {
    const handler = counting();
    const source = batchingLambdaSource(handler, 10);
    const late = async () => {
      for (let i = 0; i < 20; i += 1) await null;
      return source.invoke(batch(2), 'T.f');
    };
    // From a callback, as in a server that receives a request: its ticks precede its promises.
    await new Promise((resolve) => {
      setImmediate(() => {
        resolve(Promise.all([source.invoke(batch(1), 'T.f'), late()]));
      });
    });
    expect(handler.mock.calls).toEqual([[[1, 2]]]);
  });

  it('are separate from those of the next tick', async () => {
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

  it('are measured together', async () => {
    const source = batchingLambdaSource(() => [], 10);
    const half = batch('x'.repeat(3_145_728));
    const results = await Promise.all([source.invoke(half, 'T.f'), source.invoke(half, 'T.f')]);
    expect(results.map(({ error }) => error?.type)).toEqual([
      'Lambda:RequestTooLargeException',
      'Lambda:RequestTooLargeException',
    ]);
  });
});

describe(`a batch size (${RESOLVER})`, () => {
  it.each([-1, 2001, 1.5, NaN])('cannot be %d', (size) => {
    expect(() => batchingLambdaSource(() => [], size)).toThrow(RangeError);
  });
});
