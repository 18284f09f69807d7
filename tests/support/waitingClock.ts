import { vi } from 'vitest';

const STEP_MS = 10;

/** Far longer than any work should take. */
const LONGEST_MS = 30_000;

/**
 * Runs work on a fake clock that advances only while the work waits, so that timeouts do not depend
 * on the load of the machine.
 *
 * @param clock exposes the current time in milliseconds to other code
 * @returns the result, and the time that it took on that clock in milliseconds
 */
export async function onWaitingClock<T>(
  work: () => Promise<T>,
  clock = { now: 0 },
): Promise<{ result: T; took: number }> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('Too late', 'TimeoutError')), ms);
    return controller.signal;
  });
  try {
    const began = clock.now;
    let isDone = false;
    const result = work().finally(() => (isDone = true));
    result.catch(() => undefined);
    while (!isDone && clock.now - began < LONGEST_MS) {
      await vi.advanceTimersByTimeAsync(STEP_MS);
      clock.now += STEP_MS;
      // Lets sockets process their events in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!isDone) throw new Error(`Nothing came within ${LONGEST_MS} ms.`);
    return { result: await result, took: clock.now - began };
  } finally {
    timeout.mockRestore();
    vi.useRealTimers();
  }
}
