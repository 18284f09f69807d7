import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MOVES_MAX } from '../functions/lib/rankMoves';
import { countPeople } from '../functions/lib/ranks';
import { limitConcurrency } from '../local/concurrency';
import type { TableNames } from '../model/tables';
import { countersDrift, standingDrifts, treeDrifts, type Drift } from './differences';
import { countersOf, type Completion, type Counters } from './expected';
import { formerTreeDrifts } from './formerTrees';
import { findOrphans } from './orphans';
import { repairDrift } from './repair';
import {
  allBoards,
  allCompletions,
  allCounters,
  boardStandings,
  emptyTree,
  isBeingDeleted,
  labCompletions,
  labCounters,
  openStore,
  personCompletions,
  personStandings,
  treeOf,
  type Store,
  type Tree,
} from './rows';
import { settle, type Look } from './settle';

export interface ReconcileOptions {
  /** Whether drifts are written over by what is expected. */
  readonly repair: boolean;
  /** Between two looks at what seems wrong, in milliseconds. */
  readonly waitMs?: number;
}

/** What was compared, and what was not as it must be. */
export interface Reconciliation {
  readonly completions: number;
  readonly labs: number;
  readonly people: number;
  readonly boards: number;
  readonly drifts: readonly (Drift & { readonly isRepaired: boolean })[];
  /** Whose standing is not in the tree of ranks yet: the function on the stream has not come to it. */
  readonly pending: readonly { readonly period: string; readonly userId: string }[];
  /** Whether those are counted now. */
  readonly arePendingCounted: boolean;
  /** What changed at every look, so that nothing can be said of it. */
  readonly busy: readonly string[];
}

/** The index is rarely as late as that. */
const WAIT_MS = 1_000;
const LOOKS_AT_ONCE = 8;

const NOTHING: Counters = { completions: 0, attempts: 0 };

/**
 * Recomputes every number that is kept from the completed rows: the counters of labs, the rows of
 * boards, and the trees that ranks are read from; and finds rows of people who have no account, and
 * trees of a former shape. People may go on completing labs meanwhile: whatever seems wrong is looked at
 * again, consistently, before it is called a drift.
 *
 * With `repair`, what is wrong is written over, on condition that it still is what was found, and
 * whoever is not in the trees yet is counted as the function on the stream would.
 */
export async function reconcile(
  client: DynamoDBClient,
  names: TableNames,
  { repair, waitMs = WAIT_MS }: ReconcileOptions,
): Promise<Reconciliation> {
  const store = openStore(client, names);
  const { people: standings, trees, formerTrees } = await allBoards(store);
  const drifts: (Drift & { isRepaired: boolean })[] = [];
  // First, because what is left of them counts in labs.
  for (const orphan of await findOrphans(store, standings, trees)) {
    drifts.push({ ...orphan, isRepaired: repair && (await repairDrift(store, orphan)) });
  }
  const orphans = new Set(drifts.flatMap((each) => ('userId' in each ? [each.userId] : [])));
  const counters = await allCounters(store);
  const people = await allCompletions(store);

  const byLab = new Map<string, Completion[]>();
  for (const completion of [...people.values()].flat()) {
    const completions = byLab.get(completion.exerciseId) ?? [];
    byLab.set(completion.exerciseId, completions);
    completions.push(completion);
  }
  const labs = [...new Set([...byLab.keys(), ...counters.keys()])].sort();
  const everybody = [...new Set([...people.keys(), ...standings.keys()])]
    .filter((userId) => !orphans.has(userId))
    .sort();
  const periods = new Set([...trees.keys(), ...boardsOf(standings)]);

  const suspects: { what: string; look: () => Promise<Look<Drift>> }[] = [
    ...labs
      .filter((id) => {
        const found = counters.get(id) ?? NOTHING;
        return countersDrift(id, found, countersOf(byLab.get(id) ?? [])).length > 0;
      })
      .map((id) => ({ what: `the counters of ${id}`, look: () => lookAtLab(store, id) })),
    ...everybody
      .filter((userId) => {
        const rows = standings.get(userId) ?? new Map();
        return standingDrifts(userId, people.get(userId) ?? [], rows).length > 0;
      })
      .map((userId) => ({
        what: `the standings of user ${userId}`,
        look: () => lookAtPerson(store, userId, [...(standings.get(userId) ?? new Map()).keys()]),
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
    labs: labs.length,
    people: everybody.length,
    boards: periods.size,
    drifts,
    pending,
    arePendingCounted: repair,
    busy: settled.filter(({ verdict }) => verdict === 'busy').map(({ what }) => what),
  };
}

async function lookAtLab(store: Store, id: string): Promise<Look<Drift>> {
  const before = await labCounters(store, id);
  const expected = countersOf(await labCompletions(store, id));
  const after = await labCounters(store, id);
  return {
    isStill: isDeepStrictEqual(before, after),
    differences: countersDrift(id, after, expected),
  };
}

/** @param known periods that the person has a row of, as was read before */
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

/** Who is counted elsewhere than they stand. Those of the first reading are looked at again. */
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

/** Counts people where they stand now, as the function on the stream does. */
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
