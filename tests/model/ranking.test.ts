import { describe, expect, it } from 'vitest';
import { rankKey, rankedAt, rankedPoints } from '../../model/board';
import { rateLimitMs, withWrongAnswer } from '../../model/progress';

describe('rankKey', () => {
  it('sorts by points, and ties go to whoever reached them first', () => {
    const standings = [
      { points: 1_000_000, at: Date.parse('2030-01-01') },
      { points: 100, at: Date.parse('2026-11-23T00:00:00.000Z') },
      { points: 100, at: Date.parse('2026-11-23T00:00:00.001Z') },
      { points: 99, at: Date.parse('2020-01-01') },
      { points: 9, at: Date.parse('2020-01-01') },
    ];
    const keys = standings.map(({ points, at }) => rankKey(points, at));
    expect([...keys].sort().reverse()).toEqual(keys);
  });

  it('is ten digits, a hash sign and thirteen digits', () => {
    expect(rankKey(120, 1_795_392_000_000)).toBe('0000000120#8204607999999');
  });

  it.each([
    [1, 1_795_392_000_000],
    [120, 1_795_392_000_001],
    [9_999_999_999, 0],
  ])('encodes the points %i and the moment %i', (points, at) => {
    const key = rankKey(points, at);
    expect([rankedPoints(key), rankedAt(key)]).toEqual([points, at]);
  });
});

describe('the limit on incorrect submissions', () => {
  const NOW = 1_795_392_000_000;
  const everySecond = (count: number) =>
    Array.from({ length: count }, (_, i) => NOW - (count - i) * 1_000);

  it.each([
    ['none', [], 0],
    ['nine in nine seconds', everySecond(9), 0],
    ['ten in ten seconds', everySecond(10), 50_000],
    ['ten, the oldest a minute ago', [NOW - 60_000, ...everySecond(9)], 0],
    ['ten, the oldest not quite a minute ago', [NOW - 59_999, ...everySecond(9)], 1],
  ])('after %s', (_, wrongAnswersAt, waitMs) => {
    expect(rateLimitMs(wrongAnswersAt, NOW)).toBe(waitMs);
  });

  it('allows at most ten judged submissions in any minute', () => {
    let judged: number[] = [];
    const all: number[] = [];
    for (let now = NOW; now < NOW + 300_000; now += 1_700) {
      if (rateLimitMs(judged, now) > 0) continue;
      judged = withWrongAnswer(judged, now);
      all.push(now);
    }
    expect(judged).toHaveLength(10);
    for (const [i, at] of all.entries()) {
      expect(all.slice(i).filter((each) => each < at + 60_000).length).toBeLessThanOrEqual(10);
    }
    expect(all.length).toBeGreaterThan(40);
  });
});
