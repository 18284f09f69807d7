/**
 * Limits the number of concurrent calls. Further calls wait for their turn.
 *
 * The whole stack shares one thread. Without a limit, all work started by a burst of requests would
 * wait for the rest, and timeouts inside the functions, which are suitable for a Lambda that
 * handles one event, would pass although nothing is slow.
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
