import { accountOf } from '../../../local/github/account';
import { databaseAt } from '../database';
import { givenHistory } from '../history';
import { actsOf } from './acts';
import { EXERCISES } from './exercises';
import { finale } from './finale';
import { clientOf } from './http';
import { invariants, type Violation } from './invariants';
import { judge } from './judge';
import { CLIENTS, type Plan } from './plan';
import { newRecord, type Person } from './record';
import type { World } from './world';

/** Number of completions for which deletion takes more than one call. */
const LONG = 104;

/**
 * When a long history begins. It differs between the histories of one world, because people who
 * reached equal points at the same moment are in no particular order.
 */
const begunOf = ({ seed }: Plan): number => Date.UTC(2026, 0, 1) + seed;

export interface Report {
  readonly requests: number;
  readonly violations: readonly Violation[];
}

/** Carries out a plan with its faults, then checks all invariants. */
export async function runHistory(world: World, plan: Plan): Promise<Report> {
  const people = Array.from({ length: plan.people }, (_, i): Person => {
    const login = `history-${plan.seed}-${i}`;
    return {
      id: String(accountOf(login).id),
      login,
      clients: Array.from({ length: CLIENTS }, () => ({})),
      issued: new Map(),
    };
  });
  const record = newRecord(people);
  const client = clientOf(world, record);
  const acts = actsOf(world, client, record);
  const killsBefore = world.stackKills;

  if (plan.isLong) {
    const [person] = people;
    await acts.signIn(person!, 0);
    const database = databaseAt(world.databaseEndpoint);
    const past = await givenHistory(database, person!.id, person!.login, LONG, begunOf(plan));
    for (const { exerciseId, points } of past) {
      const moment = record.now();
      record.submissions.push({
        begun: moment,
        ended: moment,
        person: person!,
        exercise: exerciseId,
        points,
        isRight: true,
        answer: 'COMPLETED',
      });
    }
  }
  for (const { acts: planned, faults } of plan.waves) {
    record.isFaulty = faults.length > 0;
    const [begun, kills] = [record.now(), world.stackKills];
    world.break(faults);
    await Promise.all(planned.map((act) => acts.carryOut(act)));
    await world.heal();
    record.isFaulty = false;
    if (world.stackKills === kills) continue;
    // A stack that starts publishes the catalogue as it is in the repository.
    const ended = record.now();
    record.publications.push(
      ...EXERCISES.map(({ id }) => ({ begun, ended, exercise: id, isCertain: false })),
    );
  }
  const found = await finale(world, client, record, world.stackKills - killsBefore);
  return { requests: record.requests.length, violations: [...judge(record), ...found] };
}

/** Describes a violation as text. */
export const describe = ({ invariant, what }: Violation): string =>
  `${invariants[invariant]}\n  But: ${what}`;
