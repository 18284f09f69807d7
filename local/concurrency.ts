/**
 * Lets no more than so many calls run at once; further ones wait for their turn.
 *
 * The whole stack shares one thread. Without a limit, all that a burst of requests starts waits for all
 * the rest, and the timeouts inside the functions, which suit a Lambda alone with its one event, run
 * out although nothing is slow.
 *
 * @param patience settles when a call may not wait any longer. It then runs at once, beside the others,
 *   and is to do no more than answer that its time is over. Calls wait for ever when omitted.
 */
export function limitConcurrency<Event, Result>(
  most: number,
  handler: (event: Event) => Promise<Result>,
  patience?: (event: Event) => Promise<void>,
): (event: Event) => Promise<Result> {
  let free = most;
  const waiting = new Set<() => void>();

  /** Resolves to whether there is a slot for the call. */
  async function turn(event: Event): Promise<boolean> {
    if (free > 0) {
      free -= 1;
      return true;
    }
    let call!: () => void;
    const called = new Promise<void>((resolve) => (call = resolve));
    waiting.add(call);
    await (patience ? Promise.race([called, patience(event)]) : called);
    // Whoever is called is not in the queue any more, also when the patience ends at that moment.
    return !waiting.delete(call);
  }

  function release(): void {
    const [next] = waiting;
    if (!next) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return async (event) => {
    const hasSlot = await turn(event);
    try {
      return await handler(event);
    } finally {
      if (hasSlot) release();
    }
  };
}
