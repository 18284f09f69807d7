import { describe, expect, it } from 'vitest';
import { rankKey } from '../../model/board';
import { ALL_TIME, boardPeriods, boardStart } from '../../model/period';
import {
  countHigher,
  placeOf,
  placeOfKey,
  RANK_POINTS_MAX,
  rankCounter,
  rankNodeKeys,
  topOfPlace,
} from '../../model/rankTree';
import { numbers } from '../support/numbers';

const NOON = Date.parse('2026-11-18T12:00:00.000Z');

/** Nodes by sort key. */
type Nodes = Map<string, Record<string, number>>;

/** The nodes of a tree with these rank keys. */
function treeOf(period: string, keys: readonly string[]): Nodes {
  const nodes: Nodes = new Map();
  for (const key of keys) {
    const place = placeOfKey(period, key);
    for (const [level, { sk }] of rankNodeKeys(period, place).entries()) {
      const node = nodes.get(sk) ?? {};
      const counter = rankCounter(place[level]!);
      nodes.set(sk, { ...node, [counter]: (node[counter] ?? 0) + 1 });
    }
  }
  return nodes;
}

const higherThan = (period: string, key: string, nodes: Nodes): number => {
  const place = placeOfKey(period, key);
  return countHigher(
    place,
    rankNodeKeys(period, place).map(({ sk }) => nodes.get(sk) ?? null),
  );
};

/** The part of a rank key that a place retains: points and second. */
const placeText = (period: string, key: string): string =>
  placeOfKey(period, key)
    .map((digit) => digit + 1_000)
    .join('.');

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const [, MONTH, WEEK] = boardPeriods(NOON);
/** A month of 31 days with a last week that extends into the next month, and the shortest month. */
const [, OCTOBER] = boardPeriods(Date.parse('2026-10-15'));
const [, FEBRUARY] = boardPeriods(Date.parse('2026-02-15'));

/** Each kind of board with its first moment, its last second and its number of digits. */
const boards = [
  [ALL_TIME, '2026-01-01T00:00:00.000Z', '2041-11-05T00:53:19.000Z', 6],
  [MONTH, '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.000Z', 5],
  [OCTOBER, '2026-10-01T00:00:00.000Z', '2026-10-31T23:59:59.000Z', 5],
  [FEBRUARY, '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.000Z', 5],
  [WEEK, '2026-11-16T00:00:00.000Z', '2026-11-22T23:59:59.000Z', 5],
  ['WEEK#2026-11-30', '2026-11-30T00:00:00.000Z', '2026-12-06T23:59:59.000Z', 5],
] as const;

describe.each(boards)('a place on the board %s', (period, start, end, digits) => {
  const [first, last] = [Date.parse(start), Date.parse(end)];

  it(`has ${digits} digits to the base 150`, () => {
    for (const points of [0, 1, 151, 152, RANK_POINTS_MAX]) {
      for (const at of [first, last]) {
        const place = placeOf(period, points, at);
        expect(place).toHaveLength(digits);
        expect(place.every((digit) => digit >= 0 && digit < 150)).toBe(true);
      }
    }
  });

  it('is higher with more points, and ties go to whoever reached them first', () => {
    const middle = first + Math.floor((last - first) / 2 / DAY) * DAY;
    const moments = [first, first + SECOND, middle, middle + SECOND, last - SECOND, last];
    const standings = [RANK_POINTS_MAX, RANK_POINTS_MAX - 1, 152, 151, 150, 1, 0].flatMap(
      (points) => moments.map((at) => rankKey(points, at)),
    );
    const places = standings.map((key) => placeText(period, key));
    expect([...places].sort().reverse()).toEqual(places);
    expect(new Set(places).size).toBe(standings.length);
  });

  it('is the same, above all others, for points beyond the capacity of the tree', () => {
    const above = [RANK_POINTS_MAX + 1, RANK_POINTS_MAX + 900, 1_000_000].flatMap((points) => [
      rankKey(points, first),
      rankKey(points, last),
    ]);
    expect(new Set(above.map((key) => placeText(period, key))).size).toBe(1);
    expect(placeText(period, above[0]!) > placeText(period, rankKey(RANK_POINTS_MAX, first))).toBe(
      true,
    );
    expect(placeOfKey(period, above[0]!)).toHaveLength(digits);
  });

  it('gives every rank, together with the keys up to its top, even beyond the capacity', () => {
    const points = [21_000, RANK_POINTS_MAX - 1, RANK_POINTS_MAX, RANK_POINTS_MAX + 1, 22_900];
    const moments = [first, first + SECOND / 2, last];
    const keys = points.flatMap((each) => moments.map((at) => rankKey(each, at)));
    const nodes = treeOf(period, keys);
    const sorted = [...keys].sort().reverse();
    for (const key of keys) {
      // The sum that `Viewer.rank` computes.
      const before = keys.filter((other) => other > key && other <= topOfPlace(key)).length;
      expect(higherThan(period, key, nodes) + before).toBe(sorted.indexOf(key));
    }
  });

  it('covers a whole second, and its top is the first moment of it', () => {
    const key = rankKey(100, first);
    for (const ms of [0, 1, 500, 999]) {
      const inside = rankKey(100, first + ms);
      expect(placeOfKey(period, inside)).toEqual(placeOfKey(period, key));
      expect(topOfPlace(inside)).toBe(key);
    }
    expect(placeOfKey(period, rankKey(100, first + SECOND))).not.toEqual(placeOfKey(period, key));
    expect(topOfPlace(rankKey(100, last + 999))).toBe(rankKey(100, last));
  });

  it('has the count that a sorted board gives', () => {
    const next = numbers(7);
    const seconds = (last - first) / SECOND + 1;
    const keys = Array.from({ length: 1_000 }, () =>
      // Few points and close moments, so that many share a second, and some distant ones.
      next(10) > 0
        ? rankKey(1 + next(40) * 10, first + next(20_000))
        : rankKey(next(RANK_POINTS_MAX), first + next(seconds) * SECOND),
    );
    const nodes = treeOf(period, keys);
    const places = keys
      .map((key) => placeText(period, key))
      .sort()
      .reverse();
    for (const key of keys)
      expect(higherThan(period, key, nodes)).toBe(places.indexOf(placeText(period, key)));
  });
});

describe('the capacity of a tree', () => {
  it.each([
    ['all time', 6, 500_000_000],
    ['the longest month', 5, 31 * 86_400],
    ['a week', 5, 7 * 86_400],
  ])(
    'fits all numbers of points with all seconds of %s, and one more place',
    (_, digits, seconds) => {
      expect((RANK_POINTS_MAX + 1) * seconds).toBeLessThan(150 ** digits);
    },
  );

  it('starts with the month or the week that contains a moment', () => {
    const moment = Date.parse('2026-12-02T10:00:00.000Z');
    expect(boardStart('MONTH#2026-12', moment)).toBe(Date.parse('2026-12-01'));
    expect(boardStart('WEEK#2026-11-30', moment)).toBe(Date.parse('2026-11-30'));
  });

  it('counts no one in an empty tree', () => {
    for (const [period] of boards)
      expect(higherThan(period, rankKey(1, NOON), treeOf(period, []))).toBe(0);
  });
});
