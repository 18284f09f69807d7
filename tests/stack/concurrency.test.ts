import { expect, it, vi } from 'vitest';
import { limitConcurrency } from '../../local/concurrency';

it('runs so many calls at a time, and each of them', async () => {
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

it('runs one whose patience ends at once, and gives its turn to the next', async () => {
  const free: (() => void)[] = [];
  const ran: string[] = [];
  let lose!: () => void;
  const patience = new Promise<void>((resolve) => (lose = resolve));
  const limited = limitConcurrency(
    1,
    (event: string) => {
      ran.push(event);
      return new Promise<void>((resolve) => free.push(resolve));
    },
    (event) => (event === 'impatient' ? patience : new Promise(() => undefined)),
  );
  const calls = ['first', 'impatient', 'patient'].map(limited);
  lose();
  await vi.waitFor(() => expect(ran).toEqual(['first', 'impatient']));
  // It had no slot: its end makes room for nobody.
  free[1]!();
  await calls[1];
  expect(ran).toHaveLength(2);
  free[0]!();
  await vi.waitFor(() => expect(ran).toEqual(['first', 'impatient', 'patient']));
  free[2]!();
  await Promise.all(calls);
});
