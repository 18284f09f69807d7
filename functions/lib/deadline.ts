/** Aborts work in progress at a time that is known in advance. */
export type Deadline = AbortSignal & {
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly endsAt: number;
};

export const deadlineIn = (ms: number): Deadline =>
  Object.assign(AbortSignal.timeout(ms), { endsAt: performance.now() + ms });

/** Milliseconds until a signal aborts. Undefined if the signal has no known end. */
export const msUntil = (signal: AbortSignal): number | undefined =>
  'endsAt' in signal && typeof signal.endsAt === 'number'
    ? signal.endsAt - performance.now()
    : undefined;
