import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';

/** Fails the tests of a file that make this program log an internal fault. */
export function expectNoFaults(): void {
  let log: MockInstance;
  beforeEach(() => {
    log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    const [first] = log.mock.calls;
    vi.restoreAllMocks();
    expect(first).toBeUndefined();
  });
}
