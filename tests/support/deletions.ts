import { limitConcurrency } from '../../local/concurrency';
import { tableNames } from '../../local/config';
import { reconcile } from '../../ops/reconcile';
import { Refusal, RIGHT, startWorld, type Person } from './exactnessWorld';
import type { FaultRates } from './faultProxy';
import { learnersIn } from './learners';
import { numbers, shuffled } from './numbers';
import { rowsOfPeople } from './rowsOfPeople';

export interface DeletionsOptions {
  /** Number of people who delete their account while they complete three exercises. */
  readonly leavers: number;
  /** Maximum number of concurrent deletions. */
  readonly atOnce: number;
  readonly faults: FaultRates;
  readonly seed: number;
}

export interface DeletionsReport {
  /** Number of completions concurrent with a deletion, by outcome or error type. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly injected: Readonly<Record<string, number>>;
  readonly drifts: readonly unknown[];
  /** Remaining rows of deleted accounts. */
  readonly left: readonly string[];
}

/**
 * Simulates people who have completed one exercise, and delete their account while they complete
 * three more. Meanwhile, other people complete exercises and stay. Finally, searches for remaining
 * rows of the deleted accounts and compares every number with the completed rows.
 */
export async function runDeletions(options: DeletionsOptions): Promise<DeletionsReport> {
  const { leavers, atOnce, faults, seed } = options;
  const below = numbers(seed);
  const world = await startWorld(faults, seed, 6);
  const outcomes: Record<string, number> = {};
  try {
    const people = await world.signUp(leavers + Math.ceil(leavers / 5));
    const [first, ...others] = world.exercises;

    const { start, submit, submitOnce, leave } = learnersIn(world);

    const beside = async (person: Person, exerciseId: string): Promise<void> => {
      const outcome = await submitOnce(person, exerciseId, RIGHT).catch((error: unknown) => {
        if (error instanceof Refusal) return error.type;
        throw error;
      });
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    };

    /** Starts the requests in random order, because they can reach the database in any order. */
    async function completeAndLeave(person: Person): Promise<void> {
      await submit(person, first!.id, RIGHT);
      for (const { id } of others.slice(0, 3)) await start(person, id);
      const acts = [
        () => leave(person),
        ...others.slice(0, 3).map(
          ({ id }) =>
            () =>
              beside(person, id),
        ),
      ];
      await Promise.all(shuffled(acts, below).map((act) => act()));
    }

    const stay = (person: Person): Promise<unknown> =>
      Promise.all(world.exercises.map(({ id }) => submit(person, id, RIGHT)));

    const gone = people.slice(0, leavers);
    await Promise.all([
      ...gone.map(limitConcurrency(atOnce, completeAndLeave)),
      ...people.slice(leavers).map(limitConcurrency(Math.ceil(atOnce / 4), stay)),
    ]);
    await world.streams.drained();
    world.setFaults(false);
    const { drifts, pending, busy } = await reconcile(world.client, tableNames, {
      repair: false,
      waitMs: 10,
    });
    const goneIds = new Set(gone.map(({ id }) => id));
    const left = (await rowsOfPeople(world.client))
      .filter(({ userId }) => goneIds.has(userId))
      .map(({ table, pk, sk }) => `${table} ${pk} ${sk}`);
    return { outcomes, injected: world.injected, drifts: [...drifts, ...pending, ...busy], left };
  } finally {
    await world.stop();
  }
}
