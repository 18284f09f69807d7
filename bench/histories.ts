/**
 * Runs a thousand random histories of three or four people each, in which calls to the database
 * fail, and the database or the whole stack is killed or frozen. Exits with 1 if an invariant in
 * `tests/support/histories/invariants.ts` does not hold. Run with: npx pnpm bench:histories, with
 * `--seed 17` to run only that history, or `--count 100` to run fewer.
 */
import { parseArgs } from 'node:util';
import { checkPublic } from '../tests/support/histories/finale';
import { heavyOf, plan } from '../tests/support/histories/plan';
import { describe, runHistory } from '../tests/support/histories/run';
import { startWorld, type World } from '../tests/support/histories/world';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const say = console.log;
// Every restart would log an error.
console.error = () => {};

/** Number of histories per database: each one reads all of the database's data. */
const IN_ONE_WORLD = 20;
const LENGTH = { min: 20, max: 40 };
/** In one of this many histories, a process is killed or frozen. */
const HEAVY_EVERY = 4;

const { values } = parseArgs({
  args: process.argv.slice(2).filter((each) => each !== '--'),
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
  },
});
const seeds = values.seed
  ? [Number(values.seed)]
  : Array.from({ length: Number(values.count) }, (_, i) => i + Number(values.from));

const started = performance.now();
const injected: Record<string, number> = {};
let requests = 0;
let broken = 0;
let world: World | undefined;
let inWorld = 0;

/** Stops a world. First checks its public data, unless a history broke an invariant. */
async function close(ended: World, isBroken: boolean): Promise<void> {
  const violations = isBroken ? [] : await checkPublic(ended);
  if (violations.length > 0) broken += 1;
  for (const each of violations) say(`In the end: ${describe(each)}`.slice(0, 1_000));
  for (const [kind, count] of Object.entries(ended.front.injected)) {
    injected[kind] = (injected[kind] ?? 0) + count;
  }
  await ended.stop();
}

for (const seed of seeds) {
  world ??= await startWorld();
  const report = await runHistory(world, plan(seed, LENGTH, heavyOf(seed, HEAVY_EVERY)));
  requests += report.requests;
  inWorld += 1;
  const isBroken = report.violations.length > 0;
  if (isBroken) {
    broken += 1;
    say(`History ${seed}:`);
    for (const each of report.violations.slice(0, 10)) say(describe(each).slice(0, 1_000));
  }
  // The damage of a broken history must not be reported again for other histories.
  if (!isBroken && inWorld < IN_ONE_WORLD && seed !== seeds.at(-1)) continue;
  await close(world, isBroken);
  world = undefined;
  inWorld = 0;
}
const seconds = Math.round((performance.now() - started) / 1_000);
say(JSON.stringify({ histories: seeds.length, broken, requests, injected, seconds }, null, 2));
if (broken > 0) process.exitCode = 1;
