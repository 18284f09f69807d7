/**
 * Cuts an invocation off when its time is over, as Lambda does. Nobody waits any longer for what the
 * function still does, and it cannot be stopped here: it is in this process.
 */
export function limitTime<Event, Result>(
  seconds: number,
  handler: (event: Event) => Promise<Result>,
): (event: Event) => Promise<Result> {
  return (event) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Task timed out after ${seconds.toFixed(2)} seconds`)),
        seconds * 1_000,
      );
      handler(event)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
}
