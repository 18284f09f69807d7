import { rankedAt, rankedPoints, rankKey } from './board';
import type { ItemKey } from './keys';
import { ALL_TIME, boardStart } from './period';
import { userPk } from './user';

/**
 * Counts the people on a board by place, so that a rank can be computed without iterating over the
 * board.
 *
 * A place is a single number derived from points and second: more points are higher, and for equal
 * points, earlier is higher. It is written in base 150. Each prefix of its digits is a node: an
 * item of `Leaderboards` that holds, for every possible next digit, the number of people counted
 * there. Regardless of the number of people, counting one of them updates one node per level, and a
 * rank is the sum of the higher counters in one node per level. A node remains within about a
 * kilobyte.
 */
const BASE_POWERS = [75_937_500_000, 506_250_000, 3_375_000, 22_500, 150, 1];
const BASE = 150;

/**
 * Maximum points that have one place per second. The points of the whole catalogue must not exceed
 * it.
 */
export const RANK_POINTS_MAX = 22_000;

/**
 * All time covers nearly sixteen years of seconds: 22,001 × 500,000,000 places are less than 150⁶
 * and need six digits. A month has at most 31 days: 22,001 × 2,678,400 are less than 150⁵. A week
 * needs fewer. The place after all of these, above all others, is shared by everyone with more
 * points.
 */
const ALL_TIME_SECONDS = 500_000_000;
const MONTH_SECONDS = 31 * 86_400;
/** 2026-01-01T00:00:00Z, in epoch milliseconds. */
const BEGINNING = 1_767_225_600_000;

/**
 * Six digits on the board of all time, five on the board of a month or week. Most significant digit
 * first.
 */
export type Place = number[];

/**
 * @param period as in `boardKey`
 * @param epochMs the time at which the points were reached, within the period
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

/** The place of a rank key on a board. */
export const placeOfKey = (period: string, key: string): Place =>
  placeOf(period, rankedPoints(key), rankedAt(key));

/**
 * The highest rank key with the same place as the given rank key: the one of the first moment of
 * its second. Above `RANK_POINTS_MAX` there is a single place, whose highest key is the highest key
 * of all.
 */
export const topOfPlace = (key: string): string =>
  rankedPoints(key) > RANK_POINTS_MAX
    ? rankKey(9_999_999_999, 0)
    : rankKey(rankedPoints(key), Math.floor(rankedAt(key) / 1_000) * 1_000);

/** Number of people per next digit, in the attributes `c000` to `c149`. */
export type RankNode = Readonly<Record<string, unknown>>;

/** Name of the attribute that counts the people at a digit. */
export const rankCounter = (digit: number): string => `c${`00${digit}`.slice(-3)}`;

/**
 * The number of digits is part of the key, except for the first trees, which all had six.
 * @param period as in `boardKey`
 */
export const rankPk = (period: string): string =>
  period === ALL_TIME ? `RANKS#${period}` : `RANKS5#${period}`;

/** Partition of a month's or week's tree when it had six digits. Nothing reads it. */
export const formerRankPk = (period: string): string => `RANKS#${period}`;

/** Keys of the nodes on the path to a place, root first, one per digit. */
export const rankNodeKeys = (period: string, place: Place): ItemKey[] =>
  place.map((_digit, level) => ({
    pk: rankPk(period),
    sk: `NODE#${place.slice(0, level).join('.')}`,
  }));

/** The place at which a person is counted on a board. Row of `Leaderboards`. */
export interface RankedItem {
  /** The rank key that the nodes hold. */
  counted: string;
}

export const rankedKey = (period: string, userId: string): ItemKey => ({
  pk: rankPk(period),
  sk: userPk(userId),
});

/**
 * Number of people at a higher place. Excludes people with the same points and second.
 * @param nodes those of `rankNodeKeys`, in that order; null for a node that does not exist
 */
export function countHigher(place: Place, nodes: (RankNode | null)[]): number {
  return place.reduce((sum, digit, level) => {
    const node = nodes[level] ?? {};
    const own = rankCounter(digit);
    const higher = Object.entries(node).filter(([name]) => name.startsWith('c') && name > own);
    return sum + higher.reduce((count, [, people]) => count + (people as number), 0);
  }, 0);
}
