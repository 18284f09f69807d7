/**
 * Measures how long after a completion every subscriber receives its event: a thousand completions,
 * five subscribers, and one stack in memory in a separate process. Latency is measured from
 * `completedAt`, before the completion is written. Run with: npx pnpm bench:live
 */
import { setTimeout } from 'node:timers/promises';
import { limitConcurrency } from '../local/concurrency';
import { API_KEY } from '../local/config';
import { catalogue, rightHash } from '../tests/support/catalogue';
import { personalSubmissions, submit } from '../tests/support/completion';
import { connectSubscriber, type Subscriber } from '../tests/support/subscriber';
import { latenciesOf } from './latencies';
import { signedIn } from './people';
import { startProcess } from './stackProcess';

const COMPLETIONS = 1_000;
const SUBSCRIBERS = 5;
/** People who submit at the same time. */
const AT_ONCE = 10;
/** Time in which a duplicate event would arrive. */
const AFTERWARDS_MS = 1_000;

const exercises = catalogue.filter(({ prerequisites }) => prerequisites.length === 0).slice(0, 5);
const { url, stop } = await startProcess();
try {
  const people = await signedIn(url, COMPLETIONS / exercises.length);
  const subscribers = await Promise.all(Array.from({ length: SUBSCRIBERS }, subscribed));

  const start = limitConcurrency(AT_ONCE, (token: string) =>
    personalSubmissions(url, token, exercises),
  );
  await Promise.all(people.map(start));
  const started = performance.now();
  const complete = limitConcurrency(AT_ONCE, async (token: string) => {
    for (const exercise of exercises) {
      const { outcome } = await submit(url, token, exercise.id, rightHash(exercise));
      if (outcome !== 'COMPLETED') throw new Error(`The outcome is ${outcome}, not COMPLETED.`);
    }
  });
  await Promise.all(people.map(complete));
  const submitted = performance.now() - started;
  await Promise.all(subscribers.map((each) => each.received('all', COMPLETIONS)));
  await setTimeout(AFTERWARDS_MS);
  await Promise.all(subscribers.map((each) => each.settled()));

  const latencies = subscribers.flatMap(latenciesOf).sort((a, b) => a - b);
  const at = (share: number) =>
    `${latencies[Math.ceil(latencies.length * share) - 1]!.toFixed(0)} ms`;
  console.log(
    `${COMPLETIONS} completions in ${(submitted / 1_000).toFixed(1)} s, ${latencies.length} events`,
  );
  console.log(`half ${at(0.5)}, 99 in 100 ${at(0.99)}, all ${at(1)}`);
  for (const each of subscribers) each.close();
  const isOnceEach = subscribers.every(
    (each) =>
      each.events('all').length === COMPLETIONS &&
      new Set(each.events('all').map((event) => JSON.stringify(event))).size === COMPLETIONS,
  );
  if (!isOnceEach) throw new Error('Some events did not arrive exactly once.');
} finally {
  await stop();
}

async function subscribed(): Promise<Subscriber> {
  const subscriber = await connectSubscriber(url, { 'x-api-key': API_KEY });
  await subscriber.start('all');
  return subscriber;
}
