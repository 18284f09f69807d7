import { isDeepStrictEqual } from 'node:util';
import { nodeChanges } from '../functions/lib/rankMoves';
import type { BoardItem } from '../model/board';
import type { ItemKey } from '../model/keys';
import type { NameDrift } from './names';
import { standingsOf, type Counters, type Standing } from './expected';
import type { NamedCompletion, Standings, Tree } from './rows';

export interface CountersDrift {
  readonly kind: 'counters';
  readonly exerciseId: string;
  readonly found: Counters;
  readonly expected: Counters;
}

export interface StandingDrift {
  readonly kind: 'standing';
  readonly userId: string;
  /** As in `boardKey`. */
  readonly period: string;
  /** Undefined if there is no row, or if there should be none. */
  readonly found: Standing | undefined;
  readonly expected: Standing | undefined;
  /** The name and avatar for a missing row. */
  readonly person: Pick<BoardItem, 'username' | 'avatarUrl'> | undefined;
}

export interface TreeDrift {
  readonly kind: 'tree';
  readonly period: string;
  /** Sort key of the node. */
  readonly node: string;
  readonly counter: string;
  readonly found: number;
  readonly expected: number;
}

export interface OrphanRow extends ItemKey {
  readonly table: 'Progress' | 'Sessions' | 'Users' | 'Leaderboards';
}

/** Rows of a person who has no account. */
export interface OrphanDrift {
  readonly kind: 'orphan';
  readonly userId: string;
  readonly rows: readonly OrphanRow[];
  /** The boards whose trees count the person. */
  readonly countedOn: readonly string[];
  readonly found: number;
  readonly expected: 0;
}

/** A tree at its former location, from when it had another number of digits. */
export interface FormerTreeDrift {
  readonly kind: 'former tree';
  readonly period: string;
  readonly rows: readonly ItemKey[];
  readonly found: number;
  readonly expected: 0;
}

/**
 * A number that differs from the completed rows, or rows that belong to no one or that nothing
 * reads.
 */
export type Drift =
  CountersDrift | StandingDrift | TreeDrift | OrphanDrift | FormerTreeDrift | NameDrift;

export const countersDrift = (
  exerciseId: string,
  found: Counters,
  expected: Counters,
): CountersDrift[] =>
  isDeepStrictEqual(found, expected) ? [] : [{ kind: 'counters', exerciseId, found, expected }];

/**
 * The differences between a person's board rows and their completions.
 *
 * @param isLeaving whether the account is being deleted: its rows keep the times of removed
 *   completions, and only their sums must be correct
 */
export function standingDrifts(
  userId: string,
  completions: readonly NamedCompletion[],
  rows: Standings,
  isLeaving = false,
): StandingDrift[] {
  const expected = standingsOf(completions);
  const latest = completions.reduce<NamedCompletion | undefined>(
    (last, each) => (last && last.completedAt >= each.completedAt ? last : each),
    undefined,
  );
  const periods = [...new Set([...expected.keys(), ...rows.keys()])].sort();
  return periods.flatMap((period): StandingDrift[] => {
    const row = rows.get(period);
    const found = row && standingOfRow(row);
    const right = expected.get(period);
    if (isDeepStrictEqual(found, right)) return [];
    if (isLeaving && isDeepStrictEqual(sumsOf(found), sumsOf(right))) return [];
    const person = latest && { username: latest.username, avatarUrl: latest.avatarUrl };
    return [{ kind: 'standing', userId, period, found, expected: right, person }];
  });
}

const sumsOf = (standing: Standing | undefined) =>
  standing && { points: standing.points, completions: standing.completions };

const standingOfRow = ({ points, completions, lastCompletedAt, rankKey }: BoardItem): Standing => ({
  points,
  completions,
  lastCompletedAt,
  ...(rankKey !== undefined && { rankKey }),
});

/** The differences between the nodes of a tree and the people counted in it. */
export function treeDrifts(period: string, { nodes, counted }: Tree): TreeDrift[] {
  const people = [...counted].map(([userId, rankKey]) => ({ userId, counted: undefined, rankKey }));
  const expected = new Map(
    nodeChanges(period, people).map(({ key, counters }) => [key.sk, counters]),
  );
  return [...new Set([...expected.keys(), ...nodes.keys()])].sort().flatMap((node) => {
    const found = nodes.get(node) ?? {};
    const right = expected.get(node) ?? new Map<string, number>();
    const counters = [...new Set([...right.keys(), ...Object.keys(found)])].sort();
    return counters
      .map((counter): TreeDrift => {
        const numbers = { found: found[counter] ?? 0, expected: right.get(counter) ?? 0 };
        return { kind: 'tree', period, node, counter, ...numbers };
      })
      .filter((drift) => drift.found !== drift.expected);
  });
}
