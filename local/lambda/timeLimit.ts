/**
 * Ends an invocation when its time is over, as Lambda does. The function cannot be stopped, because
 * it runs in this process, but its result is ignored.
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
