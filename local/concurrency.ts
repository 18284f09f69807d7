/**
 * Lets no more than so many calls run at once; further ones wait for their turn.
 *
 * The whole stack shares one thread. Without a limit, all that a burst of requests starts waits for all
 * the rest, and the timeouts inside the functions, which suit a Lambda alone with its one event, run
 * out although nothing is slow.
 */
export function limitConcurrency<Event, Result>(
  most: number,
  handler: (event: Event) => Promise<Result>,
): (event: Event) => Promise<Result> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (event) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await handler(event);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
