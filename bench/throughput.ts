/**
 * How many queries a second the local AppSync answers, beside graphql-http with the same schema and
 * the same GetItem; how long the slowest take, beside the bare GetItem; and whether memory grows.
 * All in turns, so that the machine's noise is in all. Run with: npx pnpm bench:throughput
 */
import { startEmbedded } from '../local/dynamo/embedded';
import { start, type Child } from './throughput/child';
import type { LoadAnswer, LoadQuestion } from './throughput/load';
import { writeNotes } from './throughput/notes';
import type { Address } from './throughput/server';

const ROUNDS = 7;
const REQUESTS = 2_000;
const AT_ONCE = 10;
const WINDOWS = 10;
const WINDOW_REQUESTS = 10_000;

/** Of graphql-http's queries a second, at least. */
const RATIO_MIN = 0.5;
/** Of the p99 of a bare GetItem, at most. */
const P99_MAX = 3;
/** Bytes a request that the heap may grow by: less than the smallest thing that could be kept for each. */
const GROWTH_MAX = 8;

// The SDK warns of a Node.js version that this stack is known to run on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const database = await startEmbedded();
await writeNotes(database.endpoint);
const load = start('load.ts');
const servers = {
  ours: start('ours.ts', [database.endpoint]),
  theirs: start('graphqlHttp.ts', [database.endpoint]),
};
const targets = {
  ours: await servers.ours.ask<Address>('address'),
  theirs: await servers.theirs.ask<Address>('address'),
  bare: database.endpoint,
};
type Target = keyof typeof targets;
const order = Object.keys(targets) as Target[];

const measure = (target: Target, requests: number): Promise<LoadAnswer> =>
  load.ask({ target: targets[target], requests, atOnce: AT_ONCE } satisfies LoadQuestion);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!;
const spread = (values: readonly number[], digits: number): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

async function rounds(): Promise<Record<Target, LoadAnswer>[]> {
  for (const target of order) await measure(target, REQUESTS);
  const measured: Record<Target, LoadAnswer>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers: Partial<Record<Target, LoadAnswer>> = {};
    for (const target of order) answers[target] = await measure(target, REQUESTS);
    measured.push(answers as Record<Target, LoadAnswer>);
    // Nobody is always the one that comes after another.
    order.push(order.shift()!);
  }
  return measured;
}

/** Bytes a request, by least squares over the heap after each window. */
function slope(heaps: readonly number[]): number {
  const middle = (heaps.length - 1) / 2;
  const mean = heaps.reduce((sum, heap) => sum + heap, 0) / heaps.length;
  let above = 0;
  let below = 0;
  heaps.forEach((heap, i) => {
    above += (i - middle) * (heap - mean);
    below += (i - middle) ** 2;
  });
  return above / below / WINDOW_REQUESTS;
}

function judge(says: string, holds: boolean): void {
  console.log(`${says}: ${holds ? 'holds' : 'DOES NOT HOLD'}`);
  if (!holds) process.exitCode = 1;
}

const measured = await rounds();
for (const target of order.toSorted()) {
  const of = (key: keyof LoadAnswer): number[] => measured.map((round) => round[target][key]);
  console.log(
    `${target.padEnd(6)} ${spread(of('perSecond'), 0)} a second, ` +
      `median ${spread(of('median'), 2)} ms, p99 ${spread(of('p99'), 2)} ms`,
  );
}
const ratios = measured.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
judge(
  `throughput ${spread(ratios, 2)} of graphql-http's, at least ${RATIO_MIN}`,
  median(ratios) >= RATIO_MIN,
);
const tails = measured.map(({ ours, bare }) => ours.p99 / bare.p99);
judge(
  `p99 ${spread(tails, 2)} times that of a bare GetItem, at most ${P99_MAX}`,
  median(tails) <= P99_MAX,
);

const heaps: number[] = [];
for (let window = 0; window < WINDOWS; window += 1) {
  await measure('ours', WINDOW_REQUESTS);
  heaps.push(await servers.ours.ask<number>('heap'));
}
const growth = slope(heaps);
console.log(
  `heap after each ${WINDOW_REQUESTS} requests, MB: ${heaps.map((heap) => (heap / 2 ** 20).toFixed(2)).join(' ')}`,
);
judge(`heap ${growth.toFixed(2)} bytes a request, at most ${GROWTH_MAX}`, growth <= GROWTH_MAX);

await Promise.all([load, ...Object.values(servers)].map((child: Child) => child.end()));
await database.stop();
