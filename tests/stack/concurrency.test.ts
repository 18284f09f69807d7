import { expect, it } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';

it('runs every call, no more than the given number at a time, even if one fails', async () => {
  let running = 0;
  let most = 0;
  const limited = limitConcurrency(10, async (event: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (event === 7) throw new Error('seven');
    return event;
  });
  const events = Array.from({ length: 50 }, (_, i) => i);
  const results = await Promise.allSettled(events.map(limited));
  expect(most).toBe(10);
  expect(results.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(
    events.map((event) => (event === 7 ? 'failed' : event)),
  );
  expect(await limited(8)).toBe(8);
});
