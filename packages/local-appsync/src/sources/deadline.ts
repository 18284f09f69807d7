/**
 * AppSync's time limit for an entire request, in milliseconds. No call to a source can take longer.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/appsync.html
 */
export const REQUEST_MAX_MS = 30_000;

/** Calls `then` after the given number of milliseconds. The returned function cancels the call. */
export type Timer = (milliseconds: number, then: () => void) => () => void;

export const realTimer: Timer = (milliseconds, then) => {
  const timeout = setTimeout(then, milliseconds);
  return () => {
    clearTimeout(timeout);
  };
};

/** The time limit of one request. */
export interface Deadline {
  readonly isPassed: boolean;
  /** Resolves when the time is up. Never settles after `cancel`. */
  readonly passed: Promise<void>;
  cancel(): void;
}

/** Starts the time limit of a request. */
export function startDeadline(timer: Timer): Deadline {
  let isPassed = false;
  let cancel!: () => void;
  const passed = new Promise<void>((settle) => {
    cancel = timer(REQUEST_MAX_MS, () => {
      isPassed = true;
      settle();
    });
  });
  return {
    get isPassed() {
      return isPassed;
    },
    passed,
    cancel,
  };
}
