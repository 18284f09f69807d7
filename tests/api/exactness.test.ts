import { expect, it, vi } from 'vitest';
import { runExactness } from '../support/exactness';

it('every number is exact, whatever fails and whoever leaves meanwhile', async () => {
  // Each fault is logged, as it is on AWS.
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const report = await runExactness({
    users: 20,
    labs: 10,
    leavers: 5,
    latecomers: 5,
    atOnce: 10,
    faults: { conflicts: 8, throttles: 3 },
    seed: 7,
  });
  expect(report.inequalities).toEqual([]);
  expect(report.completions).toBe(250);
  expect(report.injected['TransactionCanceledException']).toBeGreaterThan(0);
  expect(report.injected['ThrottlingException']).toBeGreaterThan(0);
  expect(report.injected['ProvisionedThroughputExceededException']).toBeGreaterThan(0);
});
