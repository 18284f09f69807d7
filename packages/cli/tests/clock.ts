import type { Clock } from '../src/context';

/** A clock that a test moves. Waits end at once and are recorded. */
export interface TestClock extends Clock {
  /** Milliseconds of each wait. */
  readonly waits: readonly number[];
  /** Calls what is due within some milliseconds. */
  advance(ms: number): void;
}

export function givenClock(now = Date.parse('2026-11-27T12:00:00Z')): TestClock {
  const timers = new Map<symbol, { at: number; act: () => void }>();
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    after(ms, act) {
      const key = Symbol();
      timers.set(key, { at: now + ms, act });
      return () => void timers.delete(key);
    },
    sleep(ms, signal) {
      waits.push(ms);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    advance(ms) {
      now += ms;
      for (const [key, { at, act }] of timers) {
        if (at <= now && timers.delete(key)) act();
      }
    },
  };
}
