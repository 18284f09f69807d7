import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { lambdaSource, type Timer } from '../../src/sources/lambda';

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';

const echo = (payload: unknown) => payload;
const invoke = (request: unknown, handler: (payload: never) => unknown = echo, timer?: Timer) =>
  lambdaSource(handler, timer).invoke(request, 'Query.field');
const failure = (type: string, message: string) => ({ result: null, error: { type, message } });

describe(`a payload or a result (${LAMBDA})`, () => {
  it('is copied in both directions', async () => {
    const payload = { list: [1] };
    const kept: { list: number[] }[] = [];
    const { result } = await invoke({ operation: 'Invoke', payload }, (event: typeof payload) => {
      event.list.push(2);
      kept.push(event);
      return event;
    });
    kept[0]!.list.push(3);
    expect({ payload, result }).toEqual({ payload: { list: [1] }, result: { list: [1, 2] } });
  });

  it('is refused as a payload when it is not JSON', async () => {
    const handler = vi.fn(echo);
    expect(await invoke({ operation: 'Invoke', payload: 1n }, handler)).toEqual(
      failure('MappingTemplate', "Value for field '$[payload]' not valid."),
    );
    expect(handler).not.toHaveBeenCalled();
  });

  /** As JSON, a string has two bytes more than letters. */
  const text = (bytes: number) => 'x'.repeat(bytes - 2);

  it('is accepted as a payload below the limit of a synchronous call', async () => {
    const ask = (bytes: number) =>
      invoke({ operation: 'Invoke', payload: text(bytes) }, () => 'done');
    expect((await ask(6_291_455)).error).toBeUndefined();
    expect(await ask(6_291_456)).toEqual(
      failure(
        'Lambda:RequestTooLargeException',
        'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      ),
    );
  });

  it('is accepted as a result up to the limit', async () => {
    const { error } = await invoke({ operation: 'Invoke' }, () => text(6_291_556));
    expect(error).toBeUndefined();
  });
});

it('cancels the timer of a call once the result has arrived', async () => {
  const cancel = vi.fn();
  await invoke({ operation: 'Invoke' }, echo, () => cancel);
  expect(cancel).toHaveBeenCalledOnce();
});

it('logs an event that fails', async () => {
  const error = new Error('lost');
  const logged = new Promise((resolve) => {
    const log = vi.spyOn(console, 'error').mockImplementation((_text, reason) => {
      resolve(reason);
    });
    onTestFinished(() => {
      log.mockRestore();
    });
  });
  await invoke({ operation: 'Invoke', invocationType: 'Event' }, () => Promise.reject(error));
  expect(await logged).toBe(error);
});
