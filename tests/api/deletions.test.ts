import { expect, it, vi } from 'vitest';
import { keepFaultLog } from '../support/faultLog';

it.each([
  ['nothing fails', { conflicts: 0, throttles: 0 }],
  ['the database conflicts and throttles', { conflicts: 8, throttles: 3 }],
])('an account deleted during its completions leaves no rows: %s', async (_when, faults) => {
  keepFaultLog();
  // The functions keep the client of the first database that they used.
  vi.resetModules();
  const { runDeletions } = await import('../support/deletions');
  const { drifts, left, outcomes } = await runDeletions({
    leavers: 25,
    atOnce: 10,
    faults,
    seed: 3,
  });
  expect({ drifts, left }).toEqual({ drifts: [], left: [] });
  // Some completions came before the deletion, and some after it.
  expect(outcomes['COMPLETED']).toBeGreaterThan(0);
  expect(outcomes['COMPLETED']).toBeLessThan(75);
});
