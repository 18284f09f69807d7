import { isDeepStrictEqual } from 'node:util';
import type { Exercise } from '../../catalogue/read';
import { limitConcurrency } from '../../local/concurrency';
import { tableNames } from '../../local/config';
import { reconcile } from '../../ops/reconcile';
import { compare } from './exactnessChecks';
import { RIGHT, startWorld, WRONG, type Person } from './exactnessWorld';
import type { FaultRates } from './faultProxy';
import { learnersIn } from './learners';
import { numbers, shuffled } from './numbers';

export interface ExactnessOptions {
  readonly users: number;
  readonly exercises: number;
  /** Number of users who delete their account after everything is completed. */
  readonly leavers: number;
  /** Number of additional users, who complete every exercise during the deletions. */
  readonly latecomers: number;
  /** Maximum number of concurrent operations. */
  readonly atOnce: number;
  readonly faults: FaultRates;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface ExactnessReport {
  readonly completions: number;
  /** Number of retryable errors, by type. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly injected: Readonly<Record<string, number>>;
  /** Number of comparisons. */
  readonly checks: number;
  readonly inequalities: readonly string[];
  readonly completionsPerSecond: number;
}

/** A simulation, phase by phase. */
export interface Exactness {
  /** Everyone completes everything, then every number is compared. */
  completeAll(): Promise<void>;
  /** Some delete their account while others complete everything, then every number is compared. */
  leaveWhileOthersComplete(): Promise<void>;
  report(): ExactnessReport;
  stop(): Promise<void>;
}

/** Runs all phases. */
export async function runExactness(options: ExactnessOptions): Promise<ExactnessReport> {
  const exactness = await startExactness(options);
  try {
    await exactness.completeAll();
    await exactness.leaveWhileOthersComplete();
    return exactness.report();
  } finally {
    await exactness.stop();
  }
}

/**
 * Simulates people who complete exercises concurrently and in random order, on a database with
 * conflicts and throttling. Then some of them delete their account while others complete exercises.
 * After each phase, compares every number with one that is computed from the completed rows.
 */
export async function startExactness(options: ExactnessOptions): Promise<Exactness> {
  const { users, exercises, leavers, latecomers, atOnce, faults, seed } = options;
  const log = options.log ?? (() => {});
  const below = numbers(seed);
  const world = await startWorld(faults, seed, exercises);
  const refusals: Record<string, number> = {};
  const inequalities: string[] = [];
  let checks = 0;
  let completions = 0;
  let seconds = 0;
  const people = await world.signUp(users + latecomers);
  const jobsOf = (some: readonly Person[]) =>
    shuffled(
      some.flatMap((person) => world.exercises.map((exercise) => ({ person, exercise }))),
      below,
    );

  const learners = learnersIn(world, (type) => {
    refusals[type] = (refusals[type] ?? 0) + 1;
  });

  /** Completes an exercise, sometimes after an incorrect submission. */
  async function complete({
    person,
    exercise,
  }: {
    person: Person;
    exercise: Exercise;
  }): Promise<void> {
    const expected = [
      ...(exercise.verification.kind === 'ANSWER' && below(10) === 0 ? [['REJECTED', WRONG]] : []),
      ['COMPLETED', RIGHT],
    ] as [outcome: string, hash: string][];
    for (const [outcome, hash] of expected) {
      const found = await learners.submit(person, exercise.id, hash);
      if (found !== outcome) throw new Error(`Not ${outcome}, but ${found}.`);
    }
  }

  async function timed(some: readonly Person[], beside: () => Promise<unknown>): Promise<void> {
    const jobs = jobsOf(some);
    const started = performance.now();
    await Promise.all([...jobs.map(limitConcurrency(atOnce, complete)), beside()]);
    seconds += (performance.now() - started) / 1_000;
    completions += jobs.length;
    log(`${jobs.length} completions, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  }

  async function check(when: string, present: readonly Person[]): Promise<void> {
    const started = performance.now();
    await world.streams.drained();
    log(`${when}: ranks counted ${((performance.now() - started) / 1_000).toFixed(1)} s later`);
    world.setFaults(false);
    const equal = (what: string, found: unknown, expected: unknown) => {
      checks += 1;
      if (isDeepStrictEqual(found, expected)) return;
      inequalities.push(
        `${when}: ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
      );
    };
    await compare(world, present, exercises, equal);
    const found = await reconcile(world.client, tableNames, { repair: false, waitMs: 10 });
    equal('reconcile finds', [found.drifts, found.pending, found.busy], [[], [], []]);
    equal('reconcile reads', found.completions, present.length * exercises);
    equal('dead letters', world.streams.deadLetters, []);
    world.setFaults(true);
    log(`${when}: ${checks} checks so far, ${inequalities.length} inequalities`);
  }

  const early = people.slice(0, users);
  return {
    async completeAll() {
      await timed(early, async () => {});
      await check('after everybody completed everything', early);
    },

    async leaveWhileOthersComplete() {
      const gone = early.slice(0, leavers);
      await timed(people.slice(users), () =>
        Promise.all(gone.map(limitConcurrency(Math.ceil(atOnce / 4), learners.leave))),
      );
      await check(`after ${leavers} left while others completed`, people.slice(leavers));
    },

    report: () => ({
      completions,
      refusals,
      injected: { ...world.injected },
      checks,
      inequalities,
      completionsPerSecond: completions / seconds,
    }),

    stop: () => world.stop(),
  };
}
