import { rankedAt, rankedPoints, rankKey } from './board';
import type { ItemKey } from './keys';
import { ALL_TIME, boardStart } from './period';
import { userPk } from './user';

/**
 * Counts the people of a board by where they stand, so that a position is found without walking it.
 *
 * A place is one number for points and second: more points, and of equals earlier, is higher. It is
 * written to the base 150. Each prefix of digits is a node, an item of `Leaderboards` that holds for
 * every next digit how many people stand there. However many people there are, counting one touches
 * one node a level, and a position is the sum of what is higher in one node a level. A node stays
 * within a kilobyte or so.
 */
const BASE_POWERS = [75_937_500_000, 506_250_000, 3_375_000, 22_500, 150, 1];
const BASE = 150;

/** The most points that have a place for each second; the catalogue must not be worth more. */
export const RANK_POINTS_MAX = 22_000;

/**
 * All time has nearly sixteen years of seconds: 22,001 × 500,000,000 places are less than 150⁶, and
 * take six digits. A month has 31 days at most: 22,001 × 2,678,400 are less than 150⁵. A week has fewer.
 * The next place is that of everybody who has more points, and above all others.
 */
const ALL_TIME_SECONDS = 500_000_000;
const MONTH_SECONDS = 31 * 86_400;
/** 2026-01-01T00:00:00Z, in epoch milliseconds. */
const BEGINNING = 1_767_225_600_000;

/** Six digits on the board of all time, five on that of a month or a week; the most significant first. */
export type Place = number[];

/**
 * @param period as in `boardKey`
 * @param epochMs when the points were reached, within the period
 */
export function placeOf(period: string, points: number, epochMs: number): Place {
  const isAllTime = period === ALL_TIME;
  const beginning = isAllTime ? BEGINNING : boardStart(period, epochMs);
  const seconds = isAllTime ? ALL_TIME_SECONDS : MONTH_SECONDS;
  const powers = isAllTime ? BASE_POWERS : BASE_POWERS.slice(1);
  const place =
    points > RANK_POINTS_MAX
      ? (RANK_POINTS_MAX + 1) * seconds
      : points * seconds + (seconds - 1 - Math.floor((epochMs - beginning) / 1_000));
  return powers.map((power) => Math.floor(place / power) % BASE);
}

/** Where a rank key stands on a board. */
export const placeOfKey = (period: string, key: string): Place =>
  placeOf(period, rankedPoints(key), rankedAt(key));

/**
 * The highest rank key of the place that a rank key stands at: that of the second's first moment. Above
 * `RANK_POINTS_MAX` there is one place, and its top is the highest key of all.
 */
export const topOfPlace = (key: string): string =>
  rankedPoints(key) > RANK_POINTS_MAX
    ? rankKey(9_999_999_999, 0)
    : rankKey(rankedPoints(key), Math.floor(rankedAt(key) / 1_000) * 1_000);

/** How many stand at each next digit; attributes `c000` to `c149`. */
export type RankNode = Readonly<Record<string, unknown>>;

/** The attribute that counts who stands at a digit. */
export const rankCounter = (digit: number): string => `c${`00${digit}`.slice(-3)}`;

/**
 * The number of digits is part of the key, except for the first trees, which had six everywhere.
 * @param period as in `boardKey`
 */
export const rankPk = (period: string): string =>
  period === ALL_TIME ? `RANKS#${period}` : `RANKS5#${period}`;

/** Where the tree of a month or a week was while it had six digits. Nothing reads it. */
export const formerRankPk = (period: string): string => `RANKS#${period}`;

/** The nodes on the way to a place, the root first: one for each of its digits. */
export const rankNodeKeys = (period: string, place: Place): ItemKey[] =>
  place.map((_digit, level) => ({
    pk: rankPk(period),
    sk: `NODE#${place.slice(0, level).join('.')}`,
  }));

/** Where somebody is counted on a board. Row of `Leaderboards`. */
export interface RankedItem {
  /** The rank key that the nodes hold. */
  counted: string;
}

export const rankedKey = (period: string, userId: string): ItemKey => ({
  pk: rankPk(period),
  sk: userPk(userId),
});

/**
 * How many people stand at a higher place; those of the same second and points are not among them.
 * @param nodes those of `rankNodeKeys`, in that order; null for one that does not exist
 */
export function countHigher(place: Place, nodes: (RankNode | null)[]): number {
  return place.reduce((sum, digit, level) => {
    const node = nodes[level] ?? {};
    const own = rankCounter(digit);
    const higher = Object.entries(node).filter(([name]) => name.startsWith('c') && name > own);
    return sum + higher.reduce((count, [, people]) => count + (people as number), 0);
  }, 0);
}
