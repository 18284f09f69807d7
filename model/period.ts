const DAY_MS = 86_400_000;

/** Zero-padded to two digits. */
const two = (n: number): string => `0${n}`.slice(-2);

/**
 * The UTC calendar date of an instant.
 *
 * Uses arithmetic instead of `Date`, which AppSync's runtime does not have. Days are counted in
 * 400-year eras that start on 1 March, so that the leap day is the last day of its year.
 */
function calendarDate(epochMs: number): { year: number; month: number; day: number } {
  const days = Math.floor(epochMs / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

/** The UTC calendar date of an instant, `YYYY-MM-DD`. */
export function isoDate(epochMs: number): string {
  const { year, month, day } = calendarDate(epochMs);
  return `${year}-${two(month)}-${two(day)}`;
}

/** Start (UTC) of the week that contains an instant: midnight on Monday. */
function weekStart(epochMs: number): number {
  const days = Math.floor(epochMs / DAY_MS);
  // 1 January 1970 was a Thursday, three days after its Monday.
  const sinceMonday = (((days + 3) % 7) + 7) % 7;
  return (days - sinceMonday) * DAY_MS;
}

/** Start (UTC) of the month that contains an instant. */
function monthStart(epochMs: number): number {
  return (Math.floor(epochMs / DAY_MS) - calendarDate(epochMs).day + 1) * DAY_MS;
}

/** Date (UTC) of the Monday of the week that contains an instant. */
export const isoMonday = (epochMs: number): string => isoDate(weekStart(epochMs));

/** The period that includes every completion. */
export const ALL_TIME = 'ALL';

/** The periods in which a completion counts: all time, its month and its week, in UTC. */
export function boardPeriods(epochMs: number): [all: string, month: string, week: string] {
  return [ALL_TIME, `MONTH#${isoDate(epochMs).slice(0, 7)}`, `WEEK#${isoMonday(epochMs)}`];
}

/**
 * Start of the period of a month's or week's board.
 * @param period as in `boardKey`, except all time
 * @param epochMs an instant in the period
 */
export const boardStart = (period: string, epochMs: number): number =>
  period.startsWith('WEEK#') ? weekStart(epochMs) : monthStart(epochMs);

/** A board and the time that it covers. */
export interface BoardSpan {
  /** As in `boardKey`. */
  period: string;
  /** Start (inclusive) and end (exclusive), in epoch milliseconds. Null for all time. */
  startsAt: number | null;
  endsAt: number | null;
}

/** The board of all time, or of the month or week (UTC) that contains an instant. */
export function boardSpan(period: 'ALL_TIME' | 'MONTH' | 'WEEK', epochMs: number): BoardSpan {
  if (period === 'ALL_TIME') return { period: ALL_TIME, startsAt: null, endsAt: null };
  const [, month, week] = boardPeriods(epochMs);
  if (period === 'WEEK') {
    const startsAt = weekStart(epochMs);
    return { period: week, startsAt, endsAt: startsAt + 7 * DAY_MS };
  }
  const startsAt = monthStart(epochMs);
  // 31 days after the first of a month is always in the next month.
  return { period: month, startsAt, endsAt: monthStart(startsAt + 31 * DAY_MS) };
}
