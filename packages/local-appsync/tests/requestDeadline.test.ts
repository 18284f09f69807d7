import { afterEach, expect, it, vi } from 'vitest';
import { noneSource } from '../src/sources/none';
import { answers, ask, givenApi } from './givenApi';

afterEach(() => {
  vi.useRealTimers();
});

const never = { invoke: () => new Promise<never>(() => undefined) };

const api = givenApi({
  schema: 'type Query { quick: String slow: String other: String }',
  resolvers: {
    'Query.quick': { code: answers("'quick'"), source: 'none' },
    'Query.slow': { code: answers("'slow'"), source: 'never' },
    'Query.other': { code: answers("'other'"), source: 'never' },
  },
  sources: { none: noneSource, never },
});

const timedOut = (field: string, column: number) => ({
  path: [field],
  data: null,
  errorType: 'ExecutionTimeout',
  errorInfo: null,
  locations: [{ line: 1, column, sourceName: null }],
  message: 'Execution timed out.',
});

it('a request ends after 30 seconds, with an error for every field without a result', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = ask(api, '{ quick slow other }');
  let isAnswered = false;
  void answer.then(() => (isAnswered = true));
  await vi.advanceTimersByTimeAsync(29_999);
  expect(isAnswered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toEqual({
    data: { quick: 'quick', slow: null, other: null },
    errors: [timedOut('slow', 9), timedOut('other', 14)],
  });
});

it('a request with a response leaves no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await ask(api, '{ quick }');
  expect(vi.getTimerCount()).toBe(0);
});
