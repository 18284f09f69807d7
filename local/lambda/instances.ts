/** A function is given this many instances; further events wait for a free one. */
const INSTANCES = 10;

/**
 * Runs a handler as Lambda does, where an instance serves one event at a time. Without a limit, a
 * burst of events would share one process: each would be waiting for the others while the clock of
 * its own timeouts runs.
 */
export function withInstances<Event, Result>(
  handler: (event: Event) => Promise<Result>,
): (event: Event) => Promise<Result> {
  let free = INSTANCES;
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
