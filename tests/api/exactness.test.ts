import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExactness, type Exactness } from '../support/exactness';
import { keepFaultLog } from '../support/faultLog';

describe('despite database faults', () => {
  let exactness: Exactness;
  beforeAll(async () => {
    exactness = await startExactness({
      users: 20,
      exercises: 10,
      leavers: 5,
      latecomers: 5,
      atOnce: 10,
      faults: { conflicts: 8, throttles: 3 },
      seed: 7,
    });
  });
  afterAll(() => exactness.stop());

  it('every number is exact after concurrent completions', async () => {
    keepFaultLog();
    await exactness.completeAll();
    const { inequalities, completions } = exactness.report();
    expect(inequalities).toEqual([]);
    expect(completions).toBe(200);
  });

  it('every number is exact after account deletions during completions', async () => {
    keepFaultLog();
    await exactness.leaveWhileOthersComplete();
    const { inequalities, completions, injected } = exactness.report();
    expect(inequalities).toEqual([]);
    expect(completions).toBe(250);
    expect(injected['TransactionCanceledException']).toBeGreaterThan(0);
    expect(injected['ThrottlingException']).toBeGreaterThan(0);
    expect(injected['ProvisionedThroughputExceededException']).toBeGreaterThan(0);
  });
});
