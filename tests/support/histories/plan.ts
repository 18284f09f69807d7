import { numbers } from '../numbers';
import {
  COMMITTED_FAULTS,
  HEAVY_FAULTS,
  LIGHT_FAULTS,
  type HeavyFault,
  type PlannedFault,
} from './faults';
import { EXERCISES } from './exercises';

/** Acts of people, with their relative frequencies. */
const WEIGHTS = {
  rightAnswer: 12,
  wrongAnswer: 12,
  sameAnswerTwice: 4,
  unstartedAnswer: 2,
  newVersion: 4,
  start: 5,
  lookAtOwn: 4,
  export: 2,
  lookAtSolvers: 3,
  lookAtLeaderboard: 2,
  lookAtWidgets: 3,
  signIn: 2,
  requestCode: 2,
  exchangeCode: 3,
  logout: 3,
  logoutEverywhere: 2,
  revoke: 3,
  useOldSession: 3,
  deleteAccount: 4,
  leave: 1,
} as const;

export type ActName = keyof typeof WEIGHTS;

/** Acts that add data to an account. */
const WRITES: readonly ActName[] = ['rightAnswer', 'wrongAnswer', 'start'];

export interface PlannedAct {
  readonly name: ActName;
  readonly person: number;
  /** The person's client that acts. If it is not signed in, it signs in instead. */
  readonly client: number;
  /** The exercise that the act applies to, if any. */
  readonly exercise: string;
}

/** Acts that start at the same time, and the faults during them. */
export interface Wave {
  readonly acts: readonly PlannedAct[];
  readonly faults: readonly PlannedFault[];
}

export interface Plan {
  readonly seed: number;
  readonly people: number;
  /** Whether the first person has so long a history that deletion takes several calls. */
  readonly isLong: boolean;
  readonly waves: readonly Wave[];
}

export const CLIENTS = 2;

/** Number of acts in a history. */
export interface Length {
  readonly min: number;
  readonly max: number;
}

const AT_ONCE_MAX = 6;
/** Upper limit on the number of calls to the database before a fault. */
const WAIT_MAX = 10;
/** Possible numbers of consecutive calls that fail. More than four exceed the SDK's attempts. */
const BURSTS = [1, 1, 1, 2, 2, 3, 6];
/** Possible numbers of faults in a wave. */
const FAULTS = [0, 0, 1, 1, 1, 2];
/** The first of the two clients acts more often. */
const TURNS = [0, 0, 0, 1];
/** One in this many histories is long. */
const LONG_EVERY = 20;

/**
 * Generates a random plan of acts and faults.
 *
 * @param seed determines the plan. The interleaving of concurrent requests depends on the machine.
 * @param heavy fault of a whole process, which occurs once in the history
 */
export function plan(seed: number, length: Length, heavy: HeavyFault | undefined): Plan {
  const below = numbers(Math.imul(seed, 2_654_435_761) >>> 1);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const names = Object.entries(WEIGHTS).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name as ActName),
  );
  const people = 3 + below(2);
  const waves: Wave[] = [];

  /**
   * A person deletes their account during their own writes, and some responses of the database are
   * late.
   */
  function farewell(person: number, others: number): Wave {
    const act = (name: ActName): PlannedAct => ({
      name,
      person,
      client: 0,
      exercise: pick(EXERCISES).id,
    });
    return {
      acts: [act('leave'), ...Array.from({ length: others }, () => act(pick(WRITES)))],
      faults: [{ kind: 'late', after: others + below(WAIT_MAX), calls: pick(BURSTS) }],
    };
  }

  let left = length.min + below(length.max - length.min + 1);
  while (left > 0) {
    const count = Math.min(left, 1 + below(AT_ONCE_MAX));
    left -= count;
    // Sometimes all acts of a wave are by one person, on one exercise.
    const alone =
      below(3) === 0 ? { person: below(people), exercise: pick(EXERCISES).id } : undefined;
    if (alone && below(2) === 0) {
      waves.push(farewell(alone.person, count));
      continue;
    }
    const acts = Array.from({ length: count }, () => ({
      name: pick(names),
      person: below(people),
      client: pick(TURNS),
      exercise: pick(EXERCISES).id,
      ...alone,
    }));
    const faults = Array.from({ length: pick(FAULTS) }, () => ({
      kind: pick(below(3) === 0 ? COMMITTED_FAULTS : LIGHT_FAULTS),
      after: below(WAIT_MAX),
      calls: pick(BURSTS),
    }));
    waves.push({ acts, faults });
  }
  if (heavy) {
    const at = below(waves.length);
    const fault = { kind: heavy, after: below(WAIT_MAX / 2), calls: 1 };
    waves[at] = { ...waves[at]!, faults: [fault] };
  }
  return { seed, people, isLong: seed % LONG_EVERY === 0, waves };
}

/** The heavy fault of a history. One in `every` histories has one. */
export const heavyOf = (seed: number, every: number): HeavyFault | undefined =>
  seed % every === 0 ? HEAVY_FAULTS[(seed / every) % HEAVY_FAULTS.length] : undefined;
