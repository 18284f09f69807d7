/**
 * Checks that every number is exact after a thousand people have completed twenty exercises each,
 * several at once, on a database with conflicts and throttling, and after fifty of them have left
 * while others completed exercises. Exits with 1 if a number is not exact. Run with:
 * npx pnpm bench:exactness [seed]
 */
import { runExactness } from '../tests/support/exactness';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
// Each fault is logged, as on AWS, and there are thousands.
const say = console.log;
console.log = () => {};
console.error = () => {};

const started = performance.now();
const { inequalities, ...report } = await runExactness({
  users: 1_000,
  exercises: 20,
  leavers: 50,
  latecomers: 100,
  atOnce: 40,
  faults: { conflicts: 5, throttles: 2 },
  seed: Number(process.argv[2] ?? 1),
  log: say,
});
say(JSON.stringify(report, null, 2));
say(`${((performance.now() - started) / 1_000).toFixed(0)} s in all`);
for (const each of inequalities.slice(0, 20)) say(each.slice(0, 500));
if (inequalities.length > 0) process.exitCode = 1;
say(inequalities.length === 0 ? 'Everything is equal.' : 'Not everything is equal.');
