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
