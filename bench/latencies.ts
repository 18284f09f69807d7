import type { Subscriber } from '../tests/support/subscriber';

/** Milliseconds from each completion to the frame that delivered its event. */
export function latenciesOf({ frames, events }: Subscriber): number[] {
  const moments = frames.filter(({ text }) => text.includes('"type":"data"')).map(({ at }) => at);
  return events('all').map(
    ({ completedAt }, i) => performance.timeOrigin + moments[i]! - Date.parse(completedAt),
  );
}
