import { numbers } from '../numbers';
import {
  COMMITTED_FAULTS,
  HEAVY_FAULTS,
  LIGHT_FAULTS,
  type HeavyFault,
  type PlannedFault,
} from './faults';
import { EXERCISES } from './exercises';

/** What a person can do, and how often of all that people do. */
const WEIGHTS = {
  rightAnswer: 12,
  wrongAnswer: 12,
  sameAnswerTwice: 4,
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

/** Acts that add to what an account has. */
const WRITES: readonly ActName[] = ['rightAnswer', 'wrongAnswer', 'start'];

export interface PlannedAct {
  readonly name: ActName;
  readonly person: number;
  /** Which of the person's clients acts; one that is not signed in signs in instead. */
  readonly client: number;
  /** The exercise that it is about, where it is about one. */
  readonly exercise: string;
}

/** Acts that begin at the same moment, and what goes wrong meanwhile. */
export interface Wave {
  readonly acts: readonly PlannedAct[];
  readonly faults: readonly PlannedFault[];
}

export interface Plan {
  readonly seed: number;
  readonly people: number;
  /** Whether the first of the people has a history so long that deletion takes several calls. */
  readonly isLong: boolean;
  readonly waves: readonly Wave[];
}

export const CLIENTS = 2;

/** How many acts a history has. */
export interface Length {
  readonly min: number;
  readonly max: number;
}

const AT_ONCE_MAX = 6;
/** Calls to the database that a fault waits for, at most. */
const WAIT_MAX = 10;
/** Calls in a row that a light fault hits: more than four are more than the SDK's attempts. */
const BURSTS = [1, 1, 1, 2, 2, 3, 6];
/** Faults in a wave. */
const FAULTS = [0, 0, 1, 1, 1, 2];
/** Of two clients, the first one acts more often. */
const TURNS = [0, 0, 0, 1];
/** A long history is one of so many. */
const LONG_EVERY = 20;

/**
 * Draws what people do and what goes wrong.
 *
 * @param seed the same one draws the same history. How requests at the same moment meet is up to the
 * machine.
 * @param heavy what may happen to a whole process, once in the history
 */
export function plan(seed: number, length: Length, heavy: HeavyFault | undefined): Plan {
  const below = numbers(Math.imul(seed, 2_654_435_761) >>> 1);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const names = Object.entries(WEIGHTS).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name as ActName),
  );
  const people = 3 + below(2);
  const waves: Wave[] = [];

  /** Somebody goes while their work is under way, and what some of it reads comes late. */
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
    // Now and then somebody does everything at once, about one exercise.
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

/** The share of histories, one in so many, in which a process is killed or frozen. */
export const heavyOf = (seed: number, every: number): HeavyFault | undefined =>
  seed % every === 0 ? HEAVY_FAULTS[(seed / every) % HEAVY_FAULTS.length] : undefined;
