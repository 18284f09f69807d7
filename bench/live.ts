/**
 * How long after a completion every subscriber knows of it: a thousand completions, five subscribers,
 * one stack in memory. Server and clients share one process, and so one processor. The time counts
 * from `completedAt`, before the completion is written. Run with: npx pnpm bench:live
 */
import { limitConcurrency } from '../local/concurrency';
import { startStack } from '../local/stack';
import { catalogue, rightHash } from '../tests/support/catalogue';
import { submit } from '../tests/support/completion';
import { connectSubscriber, type Subscriber } from '../tests/support/subscriber';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const COMPLETIONS = 1_000;
const SUBSCRIBERS = 5;
/** People who submit at the same time. */
const AT_ONCE = 10;

const labs = catalogue.filter(({ prerequisites }) => prerequisites.length === 0).slice(0, 5);
const stack = await startStack({ memory: true, port: 0 });
const people = await signedIn(COMPLETIONS / labs.length);
const subscribers = await Promise.all(Array.from({ length: SUBSCRIBERS }, subscribed));

const started = performance.now();
const complete = limitConcurrency(AT_ONCE, async (token: string) => {
  for (const lab of labs) {
    const { data } = await submit(stack.url, token, lab.id, rightHash(lab));
    if (data.recordCompletion?.outcome !== 'COMPLETED') throw new Error('It was not completed.');
  }
});
await Promise.all(people.map(complete));
const submitted = performance.now() - started;
await Promise.all(subscribers.map((each) => each.received('all', COMPLETIONS)));
await stack.streams!.drained();
await Promise.all(subscribers.map((each) => each.settled()));

const latencies = subscribers.flatMap(latenciesOf).sort((a, b) => a - b);
const at = (share: number) =>
  `${latencies[Math.ceil(latencies.length * share) - 1]!.toFixed(0)} ms`;
console.log(
  `${COMPLETIONS} completions in ${(submitted / 1_000).toFixed(1)} s, ${latencies.length} events`,
);
console.log(`half ${at(0.5)}, 99 in 100 ${at(0.99)}, all ${at(1)}`);
for (const each of subscribers) each.close();
await stack.stop();
if (latencies.length !== COMPLETIONS * SUBSCRIBERS) throw new Error('Not each event came once.');

/** The tokens of so many people. */
async function signedIn(count: number): Promise<string[]> {
  // Not before the stack has linked their resources.
  const [{ saveUser }, { createSession }] = await Promise.all([
    import('../functions/lib/user'),
    import('../functions/lib/session'),
  ]);
  const signIn = limitConcurrency(10, async (id: string) => {
    await saveUser({ id, username: `bench-${id}`, avatarUrl: 'https://example.com/bench.png' });
    return (await createSession(id, 'bench')).token;
  });
  return Promise.all(Array.from({ length: count }, (_, i) => signIn(String(i + 1))));
}

async function subscribed(): Promise<Subscriber> {
  const subscriber = await connectSubscriber(stack.url, { 'x-api-key': stack.apiKey });
  await subscriber.start('all');
  return subscriber;
}

/** Milliseconds from each completion to the frame that told of it. */
function latenciesOf({ frames, events }: Subscriber): number[] {
  const moments = frames.filter(({ text }) => text.includes('"type":"data"')).map(({ at }) => at);
  return events('all').map(
    ({ completedAt }, i) => performance.timeOrigin + moments[i]! - Date.parse(completedAt),
  );
}
