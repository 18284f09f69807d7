import { createApi, realTimer, startDeadline } from 'local-appsync';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn } from '../../local/graphql';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const code = `
  export const request = () => ({ payload: null });
  export const response = (ctx) => ctx.result;
`;

/** Number of calls to a frozen database. Each call fails after ten seconds. */
let calls: number;

const frozen = {
  invoke: () => {
    calls += 1;
    return new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 10_000));
  },
};

/** Responses to the operations on a frozen database, in the order in which they arrive. */
function given(authorizer: () => Promise<{ isAuthorized: boolean }>) {
  calls = 0;
  const api = createApi({
    schema: 'type Query { slow: String other: String }',
    resolvers: {
      'Query.slow': { code, source: 'frozen' },
      'Query.other': { code, source: 'frozen' },
    },
    sources: { frozen },
    auth: {
      defaultMode: 'API_KEY',
      apiKeys: [{ key: 'da2-fixture' }],
      authorizer: { handler: authorizer },
    },
  });
  const graphql = inTurn((request, deadline) => api.handle(request, deadline));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const received: { status: number; body: unknown }[] = [];
  return {
    api,
    received,
    ask(count: number, headers: Record<string, string>) {
      for (let i = 0; i < count; i += 1) {
        const body = JSON.stringify({ query: '{ slow }' });
        void graphql({ method: 'POST', headers, body }).then((answer) =>
          received.push({ status: answer.status, body: JSON.parse(String(answer.body)) }),
        );
      }
    },
  };
}

const timedOut = (where: { path: string[]; locations: unknown[] }) => ({
  data: null,
  errorType: 'ExecutionTimeout',
  errorInfo: null,
  message: 'Execution timed out.',
  ...where,
});

it('each of a hundred operations on a frozen database ends within 30 seconds', async () => {
  const { ask, received } = given(() => Promise.resolve({ isAuthorized: true }));
  ask(100, { 'x-api-key': 'da2-fixture' });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(received).toHaveLength(40);
  await vi.advanceTimersByTimeAsync(1);
  expect(received).toHaveLength(100);
  const locations = [{ line: 1, column: 3, sourceName: null }];
  for (const answer of received.slice(60)) {
    expect(answer).toEqual({
      status: 200,
      body: { data: { slow: null }, errors: [timedOut({ path: ['slow'], locations })] },
    });
  }
  const begun = calls;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calls, vi.getTimerCount()]).toEqual([begun, 0]);
});

it('a request that is past its deadline invokes no source', async () => {
  const { api } = given(() => Promise.resolve({ isAuthorized: true }));
  const deadline = startDeadline(realTimer);
  await vi.advanceTimersByTimeAsync(30_000);
  const body = JSON.stringify({ query: '{ slow other }' });
  const answer = await api.handle(
    { method: 'POST', headers: { 'x-api-key': 'da2-fixture' }, body },
    deadline,
  );
  expect(JSON.parse(String(answer.body))).toMatchObject({
    data: { slow: null, other: null },
    errors: [{ errorType: 'ExecutionTimeout' }, { errorType: 'ExecutionTimeout' }],
  });
  expect(calls).toBe(0);
});

it('a caller that is not authorized in time gets a timeout, not a 401', async () => {
  const { ask, received } = given(() => new Promise(() => undefined));
  ask(40, { 'x-api-key': 'da2-fixture' });
  ask(1, { authorization: 'a token' });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(received).toHaveLength(40);
  await vi.advanceTimersByTimeAsync(1);
  expect(received[40]).toEqual({
    status: 200,
    body: { data: null, errors: [timedOut({ path: [], locations: [] })] },
  });
});
