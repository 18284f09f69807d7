import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';
import { behindGateway } from '../../local/lambda/gateway';
import { invokeHttpApi } from '../../local/lambda/httpApi';
import { limitTime } from '../../local/lambda/timeLimit';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const never = () => new Promise<never>(() => {});

it('an invocation is cut off at its time limit, and not before', async () => {
  const ended = vi.fn<(error: Error) => void>();
  limitTime(3, never)(null).catch(ended);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalledWith(new Error('Task timed out after 3.00 seconds'));
});

it('an invocation that ends in time, or fails, leaves no timer', async () => {
  expect(await limitTime(3, async (event: string) => event)('done')).toBe('done');
  const failing = limitTime(3, async () => {
    throw new Error('broken');
  });
  await expect(failing(null)).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

it('an invocation that is cut off frees its slot for the next', async () => {
  const handler = limitConcurrency(
    1,
    limitTime(3, (event: string) => (event === 'stuck' ? never() : Promise.resolve(event))),
  );
  const stuck = expect(handler('stuck')).rejects.toThrow('Task timed out');
  const next = handler('next');
  await vi.advanceTimersByTimeAsync(3_000);
  await stuck;
  expect(await next).toBe('next');
});

it('behind the REST API, an invocation that is cut off is a 500 without details', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const answer = invokeHttpApi(
    limitTime(3, never),
    new Request('http://localhost:4000/auth/github'),
    'GET /auth/github',
  );
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  await vi.advanceTimersByTimeAsync(3_000);
  const { status, text } = await answer.then(async (response) => ({
    status: response.status,
    text: await response.text(),
  }));
  expect([status, text]).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(log).toHaveBeenCalledTimes(1);
});

it('behind the REST API, waiting for a slot counts towards the 30 seconds, then 503', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let invoked = 0;
  const handler = behindGateway(
    2,
    limitTime(20, () => {
      invoked += 1;
      return never();
    }),
  );
  const ended = new Map<number, string>();
  for (let i = 0; i < 6; i += 1) {
    void invokeHttpApi(handler, new Request('http://localhost:4000/auth/github'), 'GET /').then(
      async (answer) => ended.set(i, `${answer.status} ${await answer.text()}`),
    );
  }
  // `vi.waitFor` advances the fake clock.
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(8));
  await vi.advanceTimersByTimeAsync(29_000);
  expect([...ended.keys()]).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(ended.size).toBe(6));
  expect(ended.get(5)).toBe('503 {"message":"Service Unavailable"}');
  expect(invoked).toBe(4);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(invoked).toBe(4);
  expect(vi.getTimerCount()).toBe(0);
});
