import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { lambdaSource, type Timer } from '../../../local/appsync/sources/lambda';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';
const REFERENCE = `${GUIDE}resolver-reference-lambda-js.html`;
const SCHEMA = `${GUIDE}resolver-mapping-template-reference-lambda.html`;
const TUTORIAL = `${GUIDE}tutorial-lambda-resolvers-js.html`;
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';
const NODE = 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html';

const echo = (payload: unknown) => payload;
const invoke = (request: unknown, handler: (payload: never) => unknown = echo, timer?: Timer) =>
  lambdaSource(handler, timer).invoke(request, 'Query.field');
const failure = (type: string, message: string) => ({ result: null, error: { type, message } });

describe('a request', () => {
  it.each([
    ['operation-missing', REFERENCE, {}, "Value for field '$[operation]' not found."],
    ['operation-unknown', SCHEMA, { operation: 'Call' }, "Unsupported element '$[operation]'."],
    [
      'member-unknown',
      SCHEMA,
      { operation: 'Invoke', maxBatchSize: 5 },
      "Unsupported element '$[maxBatchSize]'.",
    ],
    [
      'type-unknown',
      REFERENCE,
      { operation: 'Invoke', invocationType: 'DryRun' },
      "Value for field '$[invocationType]' not valid.",
    ],
    [
      'version-old',
      SCHEMA,
      { version: '2017-02-28', operation: 'Invoke' },
      "Value for field '$[version]' not valid.",
    ],
    ['not-an-object', REFERENCE, 'Invoke', "Value for field '$' not valid."],
    ['nothing', REFERENCE, null, "Value for field '$' not valid."],
    [
      'payload-no-json',
      REFERENCE,
      { operation: 'Invoke', payload: 1n },
      "Value for field '$[payload]' not valid.",
    ],
  ])('is refused: %s (%s)', async (_id, _source, request, message) => {
    const handler = vi.fn(echo);
    expect(await invoke(request, handler)).toEqual(failure('MappingTemplate', message));
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['object', REFERENCE, { payload: { field: 'getPost', arguments: { id: 1 } } }],
    ['list', REFERENCE, { payload: [1, 'a', null] }],
    ['text', REFERENCE, { payload: 'text' }],
    ['synchronous', REFERENCE, { payload: 1, invocationType: 'RequestResponse' }],
    ['version', SCHEMA, { payload: 1, version: '2018-05-29' }],
  ])('hands the payload to the handler: %s (%s)', async (_id, _source, request) => {
    expect(await invoke({ operation: 'Invoke', ...request })).toEqual({ result: request.payload });
  });

  it.each([
    ['absent', SCHEMA, {}],
    ['null', SCHEMA, { payload: null }],
  ])('without a payload has null: %s (%s)', async (_id, _source, request) => {
    const handler = vi.fn(echo);
    await invoke({ operation: 'Invoke', ...request }, handler);
    expect(handler).toHaveBeenCalledWith(null);
  });
});

describe(`what passes (${LAMBDA})`, () => {
  it('is a copy, both ways', async () => {
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

  it.each([
    ['undefined', undefined, null],
    ['null', null, null],
    ['date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['undefined-member', { a: 1, b: undefined }, { a: 1 }],
    ['promise', Promise.resolve('later'), 'later'],
  ])('comes back as JSON: %s', async (_id, value, result) => {
    expect(await invoke({ operation: 'Invoke' }, () => value)).toEqual({ result });
  });

  /** As JSON a text has two bytes more than letters. */
  const text = (bytes: number) => 'x'.repeat(bytes - 2);
  const tooLarge = (max: number) =>
    failure(
      'Lambda:RequestTooLargeException',
      `Request must be smaller than ${max} bytes for the InvokeFunction operation`,
    );

  it.each([
    ['synchronous', 'RequestResponse', 6_291_456],
    ['event', 'Event', 1_048_576],
  ])('goes in below the limit: %s', async (_id, invocationType, max) => {
    const ask = (bytes: number) =>
      invoke({ operation: 'Invoke', invocationType, payload: text(bytes) }, () => 'done');
    expect((await ask(max - 1)).error).toBeUndefined();
    expect(await ask(max)).toEqual(tooLarge(max));
  });

  it('is measured in bytes', async () => {
    const payload = 'é'.repeat(3_145_727);
    expect(await invoke({ operation: 'Invoke', payload })).toEqual(tooLarge(6_291_456));
  });

  it('comes out up to the limit', async () => {
    const answer = (bytes: number) => invoke({ operation: 'Invoke' }, () => text(bytes));
    expect((await answer(6_291_556)).error).toBeUndefined();
    expect(await answer(6_291_557)).toEqual(
      failure(
        'Lambda:Unhandled',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      ),
    );
  });
});

describe('a function that fails', () => {
  class CustomError extends Error {
    override readonly name = 'CustomError';
  }
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;

  it.each<[id: string, source: string, handler: () => unknown, message: string]>([
    [
      'thrown',
      TUTORIAL,
      () => {
        throw new Error('I fail. always');
      },
      'I fail. always',
    ],
    ['rejected', TUTORIAL, () => Promise.reject(new Error('later')), 'later'],
    ['own-class', TUTORIAL, () => Promise.reject(new CustomError('mine')), 'mine'],
    ['no-message', NODE, () => Promise.reject(new Error()), ''],
    [
      'thrown-text',
      NODE,
      () => {
        throw 'a text';
      },
      'a text',
    ],
    [
      'thrown-object',
      NODE,
      () => {
        throw { reason: 'x' };
      },
      '[object Object]',
    ],
    [
      'thrown-nothing',
      NODE,
      () => {
        throw undefined;
      },
      'undefined',
    ],
    ['circular', NODE, () => circular, 'Unable to stringify response body'],
    ['bigint', NODE, () => ({ n: 1n }), 'Unable to stringify response body'],
  ])('is an unhandled error: %s (%s)', async (_id, _source, handler, message) => {
    expect(await invoke({ operation: 'Invoke' }, handler)).toEqual(
      failure('Lambda:Unhandled', message),
    );
  });
});

describe('the time of a call (aws/aws-appsync-community#386, 30 seconds for a request)', () => {
  it('ends after 30 seconds', async () => {
    const limits: number[] = [];
    const timer: Timer = (milliseconds, then) => {
      limits.push(milliseconds);
      queueMicrotask(then);
      return () => undefined;
    };
    const never = () => new Promise(() => undefined);
    expect(await invoke({ operation: 'Invoke' }, never, timer)).toEqual(
      failure('Lambda:ExecutionTimeoutException', 'Execution timed out.'),
    );
    expect(limits).toEqual([30_000]);
  });

  it('is not watched once the answer is there', async () => {
    const cancel = vi.fn();
    await invoke({ operation: 'Invoke' }, echo, () => cancel);
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe(`an event (${REFERENCE})`, () => {
  const event = { operation: 'Invoke', invocationType: 'Event', payload: { a: 1 } };

  it('has no result, and nobody waits for it', async () => {
    const never = new Promise(() => undefined);
    let handle: (payload: unknown) => void = () => undefined;
    const handled = new Promise((resolve) => {
      handle = resolve;
    });
    const answer = await invoke(event, (payload) => {
      handle(payload);
      return never;
    });
    expect(answer).toEqual({ result: null });
    expect(await handled).toEqual({ a: 1 });
  });

  it('that fails is told on the log alone', async () => {
    const error = new Error('lost');
    const logged = new Promise((resolve) => {
      const log = vi.spyOn(console, 'error').mockImplementation((_text, reason) => {
        resolve(reason);
      });
      onTestFinished(() => {
        log.mockRestore();
      });
    });
    expect(await invoke(event, () => Promise.reject(error))).toEqual({ result: null });
    expect(await logged).toBe(error);
  });
});
