const DAY_MS = 86_400_000;

/** Zero-padded to two digits. */
const two = (n: number): string => `0${n}`.slice(-2);

/**
 * The UTC calendar date of an instant, `YYYY-MM-DD`.
 *
 * Arithmetic instead of `Date`, which AppSync's runtime does not have: days are counted in 400-year
 * eras that begin on 1 March, so that the leap day is the last of its year.
 */
export function isoDate(epochMs: number): string {
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
  return `${year}-${two(month)}-${two(day)}`;
}

/** The date of the Monday, UTC, of the week that an instant is in. */
export function isoMonday(epochMs: number): string {
  const days = Math.floor(epochMs / DAY_MS);
  // 1 January 1970 was a Thursday, three days after its Monday.
  const sinceMonday = (((days + 3) % 7) + 7) % 7;
  return isoDate((days - sinceMonday) * DAY_MS);
}

/** The boards that a completion counts on: all time, its month and its week, UTC. */
export function boardPeriods(epochMs: number): [all: string, month: string, week: string] {
  return ['ALL', `MONTH#${isoDate(epochMs).slice(0, 7)}`, `WEEK#${isoMonday(epochMs)}`];
}
