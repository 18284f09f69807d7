import type { Context } from '../context';
import { Failure } from '../failure';

const TRIES = 3;

/** Maximum of the first wait. That of each further one is twice as long. */
const FIRST_WAIT_MS = 400;

/** The learner waits this long for the rate limit of the server, and no longer. */
const LONGEST_WAIT_SECONDS = 10;

/**
 * Calls a function again after a fault that may be over in a moment, at most twice unless stated.
 *
 * @param waitOf seconds until the next call is useful, 0 if unknown, undefined if it is not
 */
export async function retrying<T>(
  context: Context,
  act: () => Promise<T>,
  waitOf: (failure: Failure) => number | undefined,
  maxTries = TRIES,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      const seconds = error instanceof Failure ? waitOf(error) : undefined;
      const isLast = tries === maxTries;
      if (seconds === undefined || seconds > LONGEST_WAIT_SECONDS || isLast) throw error;
      // Half of the wait is random, so that many clients do not come back at once.
      const backOff = FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
      await context.clock.sleep(Math.max(seconds * 1_000, backOff), context.signal);
    }
  }
}
