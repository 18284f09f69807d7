/**
 * Measures how long after a completion a large audience receives its event: 2,000 sockets in one
 * process, four completions per second, and one stack in memory in another process. Latency is
 * measured from `completedAt`, before the completion is written. Both processes need a file
 * descriptor per socket. Run with: npx pnpm bench:audience
 */
import { setTimeout } from 'node:timers/promises';
import { catalogue, rightHash } from '../tests/support/catalogue';
import { personalSubmissions, submit } from '../tests/support/completion';
import type { AudienceQuestion, Heard } from './audience/listeners';
import { start } from './child';
import { signedIn } from './people';
import { startProcess } from './stackProcess';

const SOCKETS = 2_000;
const PEOPLE = 10;
const EXERCISES = 5;
const EVENTS = PEOPLE * EXERCISES;
const BETWEEN_MS = 250;
/** Time in which a duplicate event would arrive. */
const AFTERWARDS_MS = 1_000;
const P99_MAX_MS = 500;

const exercises = catalogue
  .filter(({ prerequisites }) => prerequisites.length === 0)
  .slice(0, EXERCISES);
const { url, stop } = await startProcess();
const audience = start('bench/audience/listeners.ts');
const ask = <Answer>(question: AudienceQuestion): Promise<Answer> => audience.ask(question);
try {
  const people = await signedIn(url, PEOPLE);
  await ask({ connect: { url, sockets: SOCKETS } });
  await Promise.all(people.map((token) => personalSubmissions(url, token, exercises)));
  const submitted: Promise<unknown>[] = [];
  for (const exercise of exercises) {
    for (const token of people) {
      submitted.push(submit(url, token, exercise.id, rightHash(exercise)));
      await setTimeout(BETWEEN_MS);
    }
  }
  await Promise.all(submitted);
  await setTimeout(AFTERWARDS_MS);
  const { complete, latencies } = await ask<Heard>({ heard: { events: EVENTS } });
  const at = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1]!;
  console.log(
    `${EVENTS} completions, ${SOCKETS} sockets, ${latencies.length} frames; ` +
      `each event once on ${complete} sockets`,
  );
  console.log(
    `half ${at(0.5).toFixed(0)} ms, 99 in 100 ${at(0.99).toFixed(0)} ms, all ${at(1).toFixed(0)} ms`,
  );
  if (complete !== SOCKETS) throw new Error('Some sockets did not get each event exactly once.');
  if (at(0.99) > P99_MAX_MS) throw new Error(`The 99th percentile is above ${P99_MAX_MS} ms.`);
} finally {
  await audience.end();
  await stop();
}
