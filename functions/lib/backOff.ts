import { setTimeout } from 'node:timers/promises';

/** Maximum of the first wait. Each further maximum is twice the previous one. */
const FIRST_WAIT_MS = 10;

/**
 * Waits before retrying a write that lost a race: exponential backoff with full jitter.
 *
 * @param tries number of attempts so far
 * @throws when the deadline passes
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backOff = (tries: number, deadline: AbortSignal): Promise<void> =>
  setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 1), undefined, { signal: deadline });
