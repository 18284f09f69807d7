import type { ItemKey } from './keys';
import { userPk } from './user';

/** A person's standing in one period. Row of `Leaderboards`. */
export interface BoardItem {
  points: number;
  completions: number;
  username: string;
  avatarUrl: string;
  lastCompletedAt: string;
  /** Absent if the person has no points. The row then counts completions and is on no board. */
  rankKey?: string;
}

/** An entry of a board. Contains only public data. */
export const boardEntry = (item: BoardItem, rank: number) => ({
  rank,
  username: item.username,
  avatarUrl: item.avatarUrl,
  points: item.points,
  completions: item.completions,
  lastCompletedAt: item.lastCompletedAt,
});

/** @param period `ALL`, `MONTH#2026-11` or `WEEK#2026-11-16` (a Monday), UTC */
export const boardPk = (period: string): string => `BOARD#${period}`;

/** @param period as in `boardPk` */
export const boardKey = (period: string, userId: string): ItemKey => ({
  pk: boardPk(period),
  sk: userPk(userId),
});

const FALLING_FROM = 9_999_999_999_999;

/**
 * Sort key of a board: more points first; ties go to whoever reached the score first. Read in
 * descending order. Ten digits of points, `#`, and thirteen digits that decrease over time.
 */
export function rankKey(points: number, epochMs: number): string {
  const falling = FALLING_FROM - epochMs;
  return `${`0000000000${points}`.slice(-10)}#${`0000000000000${falling}`.slice(-13)}`;
}

/** The time at which the points of a rank key were reached, in epoch milliseconds. */
export const rankedAt = (key: string): number =>
  FALLING_FROM - (JSON.parse(key.slice(11)) as number);

/**
 * The points of a rank key. A leading digit is prepended, because JSON does not allow leading
 * zeros.
 */
export const rankedPoints = (key: string): number =>
  (JSON.parse(`1${key.slice(0, 10)}`) as number) - 10_000_000_000;
