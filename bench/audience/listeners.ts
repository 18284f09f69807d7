/**
 * The audience, in a separate process: opens the sockets and reports what each of them received.
 */
import { limitConcurrency } from '../../local/concurrency';
import { API_KEY } from '../../local/config';
import { connectSubscriber, type Subscriber } from '../../tests/support/subscriber';
import { answer } from '../child';
import { latenciesOf } from '../latencies';

export type AudienceQuestion =
  | { readonly connect: { readonly url: string; readonly sockets: number } }
  | { readonly heard: { readonly events: number } };

export interface Heard {
  /** Number of sockets that received each event exactly once, and nothing else. */
  readonly complete: number;
  /** Milliseconds from each completion to its frame, for all sockets, in ascending order. */
  readonly latencies: readonly number[];
}

const CONNECTING_AT_ONCE = 50;

let subscribers: Subscriber[] = [];

async function connect(url: string, sockets: number): Promise<void> {
  const one = limitConcurrency(CONNECTING_AT_ONCE, async (_: unknown) => {
    const subscriber = await connectSubscriber(url, { 'x-api-key': API_KEY });
    await subscriber.start('all');
    return subscriber;
  });
  subscribers = await Promise.all(Array.from({ length: sockets }, one));
}

async function heard(events: number): Promise<Heard> {
  await Promise.all(subscribers.map((each) => each.received('all', events)));
  // A duplicate event would arrive before the response to the message that is sent here.
  await Promise.all(subscribers.map((each) => each.settled()));
  const complete = subscribers.filter((each) => {
    const all = each.events('all');
    const distinct = new Set(all.map(({ exerciseId, username }) => `${exerciseId} ${username}`));
    return all.length === events && distinct.size === events;
  });
  return {
    complete: complete.length,
    latencies: subscribers.flatMap(latenciesOf).sort((a, b) => a - b),
  };
}

answer((question: AudienceQuestion) =>
  'connect' in question
    ? connect(question.connect.url, question.connect.sockets)
    : heard(question.heard.events),
);
