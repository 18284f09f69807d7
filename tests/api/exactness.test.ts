import { expect, it } from 'vitest';
import { runExactness } from '../support/exactness';
import { keepFaultLog } from '../support/faultLog';

it('every number is exact despite database faults and concurrent account deletions', async () => {
  keepFaultLog();
  const report = await runExactness({
    users: 20,
    exercises: 10,
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
