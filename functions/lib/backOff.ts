import { setTimeout } from 'node:timers/promises';

/** The first wait is up to this long, each further one up to twice the one before. */
const FIRST_WAIT_MS = 10;

/**
 * Waits before another try of a write that lost a race: exponential backoff with full jitter.
 *
 * @param tries how many there were
 * @throws when the deadline passes
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backOff = (tries: number, deadline: AbortSignal): Promise<void> =>
  setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 1), undefined, { signal: deadline });
