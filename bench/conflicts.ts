/**
 * Simulates how often completions of one exercise cancel each other's transactions, and the delays
 * and conflicts that result. In this model of DynamoDB, completions share only the exercise's
 * counter shards. Its assumptions are in docs/scaling.md. Every run prints the same numbers. Run
 * with: npx pnpm bench:conflicts
 */
import { STATS_SHARDS } from '../model/exercise';

/**
 * Number of times that `Mutation.recordCompletion` tries to commit a submission. If the last one
 * fails, the result is a `Conflict`.
 */
const TRIES = 4;
const COMPLETIONS = 100_000;
/**
 * A log-normal duration: its median in milliseconds, and the standard deviation of its logarithm.
 */
const TRANSACTION = { medianMs: 20, deviation: 0.4 };
/** From a cancelled transaction to the next one: AppSync's work and a BatchGetItem. */
const RELOAD = { medianMs: 10, deviation: 0.3 };

interface Attempt {
  readonly at: number;
  readonly tries: number;
  /** Time that the previous attempts took. */
  readonly lateMs: number;
}

interface Outcome {
  readonly firstTryConflicts: number;
  readonly refused: number;
  readonly meanAddedMs: number;
  readonly p99AddedMs: number;
}

/**
 * Generates numbers between 0 and 1. A seed always generates the same numbers.
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (((bits ^ (bits >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** Simulates completions of one exercise that arrive at random, at an average rate per second. */
function simulate(perSecond: number, shards: number): Outcome {
  const uniform = mulberry32(perSecond * 100 + shards);
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const duration = ({ medianMs, deviation }: typeof RELOAD) =>
    medianMs * Math.exp(deviation * normal());

  let arrival = 0;
  const waiting: Attempt[] = [];
  const busyUntil = Array.from({ length: shards }, () => 0);
  const added: number[] = [];
  let firstTryConflicts = 0;
  let refused = 0;

  const next = (): Attempt => {
    let earliest = -1;
    for (const [i, { at }] of waiting.entries()) {
      if (at <= arrival && (earliest < 0 || at < waiting[earliest]!.at)) earliest = i;
    }
    if (earliest >= 0) return waiting.splice(earliest, 1)[0]!;
    const attempt = { at: arrival, tries: 1, lateMs: 0 };
    arrival -= (Math.log(uniform()) * 1_000) / perSecond;
    return attempt;
  };

  for (let arrived = 0; arrived < COMPLETIONS || waiting.length > 0;) {
    if (arrived >= COMPLETIONS) arrival = Infinity;
    const { at, tries, lateMs } = next();
    if (tries === 1) arrived += 1;
    const shard = Math.floor(uniform() * shards);
    const took = duration(TRANSACTION);
    if (busyUntil[shard]! <= at) {
      busyUntil[shard] = at + took;
      added.push(lateMs);
      continue;
    }
    if (tries === 1) firstTryConflicts += 1;
    if (tries === TRIES) {
      refused += 1;
      continue;
    }
    // A transaction is cancelled in the first of its two phases.
    const late = took / 2 + duration(RELOAD);
    waiting.push({ at: at + late, tries: tries + 1, lateMs: lateMs + late });
  }
  added.sort((a, b) => a - b);
  return {
    firstTryConflicts: firstTryConflicts / COMPLETIONS,
    refused: refused / COMPLETIONS,
    meanAddedMs: added.reduce((sum, each) => sum + each, 0) / added.length,
    p99AddedMs: added[Math.floor(added.length * 0.99)]!,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

for (const perSecond of [1, 10, 100, 1_000]) {
  for (const shards of [4, 8, 16, 32, 64]) {
    const { firstTryConflicts, refused, meanAddedMs, p99AddedMs } = simulate(perSecond, shards);
    console.log(
      `| ${perSecond.toLocaleString('en')} | ${shards}${shards === STATS_SHARDS ? ' (now)' : ''} | ${percent(firstTryConflicts)} | ${percent(refused)} | ${meanAddedMs.toFixed(1)} ms | ${p99AddedMs.toFixed(0)} ms |`,
    );
  }
}
