import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';
import { invokeHttpApi } from '../../local/lambda/httpApi';
import { limitTime } from '../../local/lambda/timeLimit';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const never = () => new Promise<never>(() => {});

it('an invocation is cut off when its time is over, and not before', async () => {
  const ended = vi.fn<(error: Error) => void>();
  limitTime(3, never)(null).catch(ended);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalledWith(new Error('Task timed out after 3.00 seconds'));
});

it('one that is in time, or fails, leaves no timer', async () => {
  expect(await limitTime(3, async (event: string) => event)('done')).toBe('done');
  const failing = limitTime(3, async () => {
    throw new Error('broken');
  });
  await expect(failing(null)).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

it('one that is cut off gives its place to the next', async () => {
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

it('behind the REST API one that is cut off is a 500, which says nothing more', async () => {
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
