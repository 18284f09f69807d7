import { describe, expect, it } from 'vitest';
import { rankKey } from '../../model/board';
import {
  countHigher,
  placeOf,
  placeOfKey,
  rankCounter,
  rankNodeKeys,
  topOfPlace,
} from '../../model/rankTree';
import { numbers } from '../support/numbers';

const NOON = Date.parse('2026-11-18T12:00:00.000Z');

/** The nodes of a tree that counts these rank keys. */
function treeOf(keys: readonly string[]): Map<string, Record<string, number>> {
  const nodes = new Map<string, Record<string, number>>();
  for (const key of keys) {
    const place = placeOfKey(key);
    for (const [level, { sk }] of rankNodeKeys('ALL', place).entries()) {
      const node = nodes.get(sk) ?? {};
      const counter = rankCounter(place[level]!);
      nodes.set(sk, { ...node, [counter]: (node[counter] ?? 0) + 1 });
    }
  }
  return nodes;
}

const higherThan = (key: string, nodes: ReturnType<typeof treeOf>): number => {
  const place = placeOfKey(key);
  return countHigher(
    place,
    rankNodeKeys('ALL', place).map(({ sk }) => nodes.get(sk) ?? null),
  );
};

/** The part of a rank key that a place keeps: points and second. */
const placeText = (key: string): string =>
  placeOfKey(key)
    .map((digit) => digit + 1_000)
    .join('.');

describe('a place', () => {
  it('has six digits to the base 150', () => {
    for (const points of [0, 1, 151, 152, 22_000]) {
      const place = placeOf(points, NOON);
      expect(place).toHaveLength(6);
      expect(place.every((digit) => digit >= 0 && digit < 150)).toBe(true);
    }
  });

  it('is higher with more points, and of equals for whoever got there first', () => {
    const last = Date.parse('2041-11-04');
    const standings: [number, number][] = [
      [22_000, last],
      [151, NOON],
      [100, Date.parse('2026-01-01')],
      [100, NOON],
      [100, NOON + 1_000],
      [100, last],
      [99, Date.parse('2026-01-01')],
    ];
    const places = standings.map(([points, at]) => placeText(rankKey(points, at)));
    expect([...places].sort().reverse()).toEqual(places);
    expect(new Set(places).size).toBe(standings.length);
  });

  it('is one for a whole second, whose first moment is its top', () => {
    const first = rankKey(100, NOON);
    for (const ms of [0, 1, 500, 999]) {
      const key = rankKey(100, NOON + ms);
      expect(placeOfKey(key)).toEqual(placeOfKey(first));
      expect(topOfPlace(key)).toBe(first);
    }
    expect(placeOfKey(rankKey(100, NOON + 1_000))).not.toEqual(placeOfKey(first));
    expect(topOfPlace(rankKey(100, NOON - 1))).toBe(rankKey(100, NOON - 1_000));
  });
});

describe('the tree', () => {
  it('counts who stands higher as a board that is sorted does', () => {
    const next = numbers(7);
    const keys = Array.from({ length: 2_000 }, () =>
      // Few points and close moments, so that many share a second; and some far away.
      next(10) > 0
        ? rankKey(1 + next(40) * 10, NOON + next(20_000))
        : rankKey(next(22_000), NOON + next(400_000_000) * 1_000),
    );
    const nodes = treeOf(keys);
    const places = keys.map(placeText).sort().reverse();
    for (const key of keys) expect(higherThan(key, nodes)).toBe(places.indexOf(placeText(key)));
  });

  it('is empty where nobody stands', () => {
    expect(higherThan(rankKey(1, NOON), treeOf([]))).toBe(0);
  });
});
