/**
 * Checks that nothing is left of people who delete their accounts while they complete exercises:
 * 500 deletions, each concurrent with three completions, on a database without faults, or on one
 * with conflicts and throttling. Exits with 1 if a number or a row is wrong. Run with:
 * npx pnpm bench:deletions
 */
import { runDeletions } from '../tests/support/deletions';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
// Each fault is logged, as on AWS, and there are thousands.
const say = console.log;
console.log = () => {};
console.error = () => {};

const FAULTS = {
  none: { conflicts: 0, throttles: 0 },
  many: { conflicts: 5, throttles: 2 },
};

const faults = FAULTS[process.argv[2] === 'many' ? 'many' : 'none'];
const { drifts, left, ...report } = await runDeletions({
  leavers: 500,
  atOnce: 40,
  faults,
  seed: 1,
});
say(JSON.stringify({ faults, ...report, drifts: drifts.length, left: left.length }));
for (const each of [...drifts, ...left].slice(0, 20)) say(JSON.stringify(each));
if (drifts.length + left.length > 0) process.exitCode = 1;
