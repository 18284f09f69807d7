import { vi } from 'vitest';

const STEP_MS = 10;

/** Far more than anything here may take. */
const LONGEST_MS = 30_000;

/**
 * Runs work on a clock of its own, which goes on only while the work waits: how busy the machine is makes
 * no difference to what times out.
 *
 * @param clock shows the time to whoever else needs it, in milliseconds
 * @returns the result, and after how many milliseconds of that clock
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
      // What sockets have to say comes between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!isDone) throw new Error(`Nothing came within ${LONGEST_MS} ms.`);
    return { result: await result, took: clock.now - began };
  } finally {
    timeout.mockRestore();
    vi.useRealTimers();
  }
}
