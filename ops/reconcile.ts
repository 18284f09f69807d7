import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MOVES_MAX } from '../functions/lib/rankMoves';
import { countPeople } from '../functions/lib/ranks';
import { limitConcurrency } from '../local/concurrency';
import type { TableNames } from '../model/tables';
import { countersDrift, standingDrifts, treeDrifts, type Drift } from './differences';
import { countersOf, type Completion, type Counters } from './expected';
import { formerTreeDrifts } from './formerTrees';
import { nameDrifts } from './names';
import { findOrphans } from './orphans';
import { repairDrift } from './repair';
import {
  allBoards,
  allCompletions,
  allCounters,
  allNames,
  boardStandings,
  emptyTree,
  isBeingDeleted,
  exerciseCompletions,
  exerciseCounters,
  openStore,
  personCompletions,
  personStandings,
  profileOf,
  treeOf,
  type Store,
  type Tree,
} from './rows';
import { settle, type Look } from './settle';

export interface ReconcileOptions {
  /** Whether to overwrite drift with the expected numbers. */
  readonly repair: boolean;
  /** Time between two reads of a number that seems wrong, in milliseconds. */
  readonly waitMs?: number;
}

/** The result: how much was compared, and the drift that was found. */
export interface Reconciliation {
  readonly completions: number;
  readonly exercises: number;
  readonly people: number;
  readonly boards: number;
  readonly drifts: readonly (Drift & { readonly isRepaired: boolean })[];
  /**
   * People whose standing is not in the rank tree yet, because the function on the stream has not
   * processed it.
   */
  readonly pending: readonly { readonly period: string; readonly userId: string }[];
  /** Whether those people have been counted now. */
  readonly arePendingCounted: boolean;
  /** Numbers that changed on every read and could not be compared. */
  readonly busy: readonly string[];
}

/** The index is rarely further behind. */
const WAIT_MS = 1_000;
const LOOKS_AT_ONCE = 8;

const NOTHING: Counters = { completions: 0, attempts: 0 };

/**
 * Recomputes every stored number from the completed rows: the counters of exercises, the board rows
 * and the rank trees. Also finds rows of people who have no account or whose name is another one, and
 * trees with a former shape.
 * People may complete exercises in the meantime: a number that seems wrong is read again, with
 * strong consistency, before it is reported as drift.
 *
 * With `repair`, drift is overwritten on condition that it has not changed, and people who are not
 * in the trees yet are counted in the same way as by the function on the stream.
 */
export async function reconcile(
  client: DynamoDBClient,
  names: TableNames,
  { repair, waitMs = WAIT_MS }: ReconcileOptions,
): Promise<Reconciliation> {
  const store = openStore(client, names);
  const { people: standings, trees, formerTrees } = await allBoards(store);
  const drifts: (Drift & { isRepaired: boolean })[] = [];
  // First, because their rows still count in exercises.
  for (const orphan of await findOrphans(store, standings, trees)) {
    drifts.push({ ...orphan, isRepaired: repair && (await repairDrift(store, orphan)) });
  }
  const orphans = new Set(drifts.flatMap((each) => ('userId' in each ? [each.userId] : [])));
  const counters = await allCounters(store);
  const people = await allCompletions(store);
  const profiles = await allNames(store);

  const byExercise = new Map<string, Completion[]>();
  for (const completion of [...people.values()].flat()) {
    const completions = byExercise.get(completion.exerciseId) ?? [];
    byExercise.set(completion.exerciseId, completions);
    completions.push(completion);
  }
  const exercises = [...new Set([...byExercise.keys(), ...counters.keys()])].sort();
  const everybody = [...new Set([...people.keys(), ...standings.keys()])]
    .filter((userId) => !orphans.has(userId))
    .sort();
  const periods = new Set([...trees.keys(), ...boardsOf(standings)]);

  const suspects: { what: string; look: () => Promise<Look<Drift>> }[] = [
    ...exercises
      .filter((id) => {
        const found = counters.get(id) ?? NOTHING;
        return countersDrift(id, found, countersOf(byExercise.get(id) ?? [])).length > 0;
      })
      .map((id) => ({ what: `the counters of ${id}`, look: () => lookAtExercise(store, id) })),
    ...everybody
      .filter((userId) => {
        const rows = standings.get(userId) ?? new Map();
        return standingDrifts(userId, people.get(userId) ?? [], rows).length > 0;
      })
      .map((userId) => ({
        what: `the standings of user ${userId}`,
        look: () => lookAtPerson(store, userId, [...(standings.get(userId) ?? new Map()).keys()]),
      })),
    ...everybody
      .filter((userId) => {
        const rows = standings.get(userId) ?? new Map();
        const completions = people.get(userId) ?? [];
        return nameDrifts(userId, profiles.get(userId), completions, rows).length > 0;
      })
      .map((userId) => ({
        what: `the name of user ${userId}`,
        look: () => lookAtName(store, userId, [...(standings.get(userId) ?? new Map()).keys()]),
      })),
    ...[...trees]
      .filter(([period, tree]) => treeDrifts(period, tree).length > 0)
      .map(([period]) => ({
        what: `the ranks of ${period}`,
        look: () => lookAtTree(store, period),
      })),
  ];
  const settled = await Promise.all(
    suspects.map(
      limitConcurrency(LOOKS_AT_ONCE, async ({ what, look }) => ({
        what,
        ...(await settle(look, waitMs)),
      })),
    ),
  );

  for (const drift of [
    ...formerTreeDrifts(formerTrees),
    ...settled.flatMap((each) => (each.verdict === 'drift' ? each.differences : [])),
  ]) {
    drifts.push({ ...drift, isRepaired: repair && (await repairDrift(store, drift)) });
  }
  const pending = (await uncounted(store, [...periods].sort(), trees, standings)).filter(
    ({ userId }) => !orphans.has(userId),
  );
  const moved = drifts.filter((each) => each.kind === 'standing');
  if (repair) await countAll(store, [...pending, ...moved]);
  return {
    completions: [...people.values()].reduce((sum, each) => sum + each.length, 0),
    exercises: exercises.length,
    people: everybody.length,
    boards: periods.size,
    drifts,
    pending,
    arePendingCounted: repair,
    busy: settled.filter(({ verdict }) => verdict === 'busy').map(({ what }) => what),
  };
}

async function lookAtExercise(store: Store, id: string): Promise<Look<Drift>> {
  const before = await exerciseCounters(store, id);
  const expected = countersOf(await exerciseCompletions(store, id));
  const after = await exerciseCounters(store, id);
  return {
    isStill: isDeepStrictEqual(before, after),
    differences: countersDrift(id, after, expected),
  };
}

/** @param known periods in which an earlier read found a row of the person */
async function lookAtPerson(
  store: Store,
  userId: string,
  known: readonly string[],
): Promise<Look<Drift>> {
  const before = await personCompletions(store, userId);
  const needed = standingDrifts(userId, before, new Map()).map(({ period }) => period);
  const rows = await personStandings(store, userId, [...new Set([...known, ...needed])]);
  const isLeaving = await isBeingDeleted(store, userId);
  const after = await personCompletions(store, userId);
  return {
    isStill: isDeepStrictEqual(before, after),
    differences: standingDrifts(userId, after, rows, isLeaving),
  };
}

/** @param periods periods in which an earlier read found a row of the person */
async function lookAtName(
  store: Store,
  userId: string,
  periods: readonly string[],
): Promise<Look<Drift>> {
  const before = await profileOf(store, userId);
  const completions = await personCompletions(store, userId);
  const rows = await personStandings(store, userId, periods);
  const after = await profileOf(store, userId);
  return {
    isStill: before?.username === after?.username && before?.avatarUrl === after?.avatarUrl,
    differences: nameDrifts(userId, after, completions, rows),
  };
}

async function lookAtTree(store: Store, period: string): Promise<Look<Drift>> {
  const before = await treeOf(store, period);
  const after = await treeOf(store, period);
  return {
    isStill: isDeepStrictEqual(before, after),
    differences: treeDrifts(period, after),
  };
}

type Boards = Awaited<ReturnType<typeof allBoards>>['people'];
type Place = { readonly period: string; readonly userId: string };

const boardsOf = (standings: Boards): string[] =>
  [...standings.values()].flatMap((rows) => [...rows.keys()]);

/**
 * People who are counted at another place than their current one. Those of the first read are read
 * again.
 */
async function uncounted(
  store: Store,
  periods: readonly string[],
  trees: ReadonlyMap<string, Tree>,
  standings: Boards,
): Promise<Place[]> {
  const found: Place[] = [];
  for (const period of periods) {
    const { counted } = trees.get(period) ?? emptyTree();
    const standing = [...standings].filter(([, rows]) => rows.get(period)?.rankKey !== undefined);
    const people = new Set([...counted.keys(), ...standing.map(([userId]) => userId)]);
    const suspects = [...people].filter(
      (userId) => counted.get(userId) !== standings.get(userId)?.get(period)?.rankKey,
    );
    if (suspects.length === 0) continue;
    const now = (await treeOf(store, period)).counted;
    const rows = await boardStandings(store, period, suspects);
    for (const userId of suspects) {
      if (now.get(userId) !== rows.get(userId)?.rankKey) found.push({ period, userId });
    }
  }
  return found;
}

/** Counts people at their current place, as the function on the stream does. */
async function countAll({ documents, names }: Store, places: readonly Place[]): Promise<void> {
  const byPeriod = new Map<string, Set<string>>();
  for (const { period, userId } of places) {
    byPeriod.set(period, (byPeriod.get(period) ?? new Set<string>()).add(userId));
  }
  for (const [period, people] of byPeriod) {
    const userIds = [...people];
    for (let from = 0; from < userIds.length; from += MOVES_MAX) {
      await countPeople(
        { dynamo: documents, tableName: names.Leaderboards },
        period,
        userIds.slice(from, from + MOVES_MAX),
      );
    }
  }
}
