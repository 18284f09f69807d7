/**
 * AppSync's limit for a whole request, in milliseconds: no call to a source outlasts it.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/appsync.html
 */
export const REQUEST_MAX_MS = 30_000;

/** Does something after so many milliseconds, unless what it returns is called before. */
export type Timer = (milliseconds: number, then: () => void) => () => void;

export const realTimer: Timer = (milliseconds, then) => {
  const timeout = setTimeout(then, milliseconds);
  return () => {
    clearTimeout(timeout);
  };
};

/** The end of a request's time. */
export interface Deadline {
  readonly isPassed: boolean;
  /** Settles when it is over, and never after `cancel`. */
  readonly passed: Promise<void>;
  cancel(): void;
}

/** Starts the time of a request. */
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
