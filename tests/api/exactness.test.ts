import { formatWithOptions } from 'node:util';
import { expect, it, onTestFailed, vi } from 'vitest';
import { runExactness } from '../support/exactness';

it('every number is exact, whatever fails and whoever leaves meanwhile', async () => {
  // Each fault is logged, as it is on AWS. What came last matters when the test fails.
  const logged: string[] = [];
  const keep = (...parts: unknown[]) => void logged.push(formatWithOptions({}, ...parts));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
  onTestFailed(() => void process.stderr.write(`${logged.slice(-20).join('\n')}\n`));
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
