/**
 * Measures how many queries per second the product serves over HTTP, compared with graphql-http and
 * graphql-yoga for the same field and the same GetItem on the same database; its p99 latency,
 * compared with a bare GetItem; and whether memory grows. The servers take turns, so that noise on
 * the machine affects all of them. Takes at most two minutes. Run with: npx pnpm bench:throughput
 */
import { start, type Child } from './child';
import type { LoadAnswer, LoadQuestion } from './throughput/load';
import type { Address, ProductAddress } from './throughput/product';

const ROUNDS = 7;
const REQUESTS = 1_500;
const AT_ONCE = 10;
const WINDOWS = 12;
const WINDOW_REQUESTS = 5_000;
/** Number of windows at the start, in which the engine still compiles the code that it runs. */
const WARM_UP = 3;

/** Minimum ratio to the queries per second of each other server. */
const RATIO_MIN = 0.5;
/** Maximum ratio to the p99 of a bare GetItem. */
const P99_MAX = 3;
/**
 * Maximum growth of the heap, in bytes per request: less than the smallest value that could be
 * retained for each request.
 */
const GROWTH_MAX = 8;

// Suppresses the SDK's warning about a Node.js version that this stack supports.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const load = start('bench/throughput/load.ts');
const product = start('bench/throughput/product.ts');
const ours = await product.ask<ProductAddress>('address');
const others = {
  'graphql-http': start('bench/throughput/graphqlHttp.ts', [ours.dynamoEndpoint]),
  'graphql-yoga': start('bench/throughput/graphqlYoga.mjs', [ours.dynamoEndpoint]),
};
const targets = {
  product: ours,
  'graphql-http': await others['graphql-http'].ask<Address>('address'),
  'graphql-yoga': await others['graphql-yoga'].ask<Address>('address'),
  GetItem: ours.dynamoEndpoint,
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
    // Rotates the order, so that no target always runs after another one.
    order.push(order.shift()!);
  }
  return measured;
}

/** Growth in bytes per request, by least squares over the heap after each window. */
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
    `${target.padEnd(12)} ${spread(of('perSecond'), 0)} a second, ` +
      `median ${spread(of('median'), 2)} ms, p99 ${spread(of('p99'), 2)} ms`,
  );
}
for (const other of Object.keys(others) as (keyof typeof others)[]) {
  const ratios = measured.map((round) => round.product.perSecond / round[other].perSecond);
  judge(
    `throughput ${spread(ratios, 2)} of ${other}'s, at least ${RATIO_MIN}`,
    median(ratios) >= RATIO_MIN,
  );
}
const tails = measured.map((round) => round.product.p99 / round.GetItem.p99);
judge(
  `p99 ${spread(tails, 2)} times that of a bare GetItem, at most ${P99_MAX}`,
  median(tails) <= P99_MAX,
);

const heaps: number[] = [];
for (let window = 0; window < WINDOWS; window += 1) {
  await measure('product', WINDOW_REQUESTS);
  heaps.push(await product.ask<number>('heap'));
}
const growth = slope(heaps.slice(WARM_UP));
console.log(
  `heap after each ${WINDOW_REQUESTS} requests, MB: ${heaps.map((heap) => (heap / 2 ** 20).toFixed(2)).join(' ')}`,
);
judge(`heap ${growth.toFixed(2)} bytes a request, at most ${GROWTH_MAX}`, growth <= GROWTH_MAX);

await product.ask('stop');
await Promise.all([load, product, ...Object.values(others)].map((child: Child) => child.end()));
