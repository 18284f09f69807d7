import { Fault } from '../invocation';

/** A local date and time, stored as epoch milliseconds as if its zone were UTC. */
export type Local = number;

const DAY_MS = 86_400_000;

/** The local time of a date. Days beyond the end of the month continue in the next one. */
export function localOf(year: number, month: number, day: number, msOfDay = 0): Local {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + msOfDay;
}

export function yearOf(local: Local): number {
  const year = new Date(local).getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new Fault('the year must be from 1 to 9999');
  return year;
}

const monthOf = (local: Local) => new Date(local).getUTCMonth() + 1;
const dayOf = (local: Local) => new Date(local).getUTCDate();
const hourOf = (local: Local) => new Date(local).getUTCHours();
/** Sunday is 0. */
const weekdayOf = (local: Local) => new Date(local).getUTCDay();
const msOfDay = (local: Local) => ((local % DAY_MS) + DAY_MS) % DAY_MS;
const dayOfYear = (local: Local) => Math.floor((local - localOf(yearOf(local), 1, 1)) / DAY_MS) + 1;

/** Weeks start on Sunday, and the first one contains January 1: Java's locale is US English. */
const inNextYear = (local: Local) => {
  const year = yearOf(local);
  const length = (localOf(year + 1, 1, 1) - localOf(year, 1, 1)) / DAY_MS;
  return dayOfYear(local) + 6 - weekdayOf(local) > length;
};
const weekSince = (first: Local, dayNumber: number) =>
  Math.floor((dayNumber - 1 + weekdayOf(first)) / 7) + 1;

const quarterOf = (local: Local) => Math.ceil(monthOf(local) / 3);
const weekdayNumber = (local: Local) => weekdayOf(local) + 1;

/** The numeric value of each pattern letter. */
export const fieldValues: Readonly<Record<string, (local: Local) => number>> = {
  // All supported years, from 1, are in the same era.
  G: () => 1,
  u: yearOf,
  y: yearOf,
  Y: (local) => yearOf(local) + (inNextYear(local) ? 1 : 0),
  M: monthOf,
  L: monthOf,
  d: dayOf,
  D: dayOfYear,
  Q: quarterOf,
  q: quarterOf,
  E: weekdayNumber,
  e: weekdayNumber,
  c: weekdayNumber,
  w: (local) => (inNextYear(local) ? 1 : weekSince(localOf(yearOf(local), 1, 1), dayOfYear(local))),
  // Java documents it as the week of the month. Up to Java 18, it counts days, from 1 to 7.
  F: (local) => ((dayOf(local) - 1) % 7) + 1,
  W: (local) => weekSince(localOf(yearOf(local), monthOf(local), 1), dayOf(local)),
  a: (local) => (hourOf(local) < 12 ? 0 : 1),
  H: hourOf,
  h: (local) => hourOf(local) % 12 || 12,
  K: (local) => hourOf(local) % 12,
  k: (local) => hourOf(local) || 24,
  m: (local) => new Date(local).getUTCMinutes(),
  s: (local) => new Date(local).getUTCSeconds(),
  A: msOfDay,
  n: (local) => (msOfDay(local) % 1000) * 1e6,
  N: (local) => msOfDay(local) * 1e6,
};

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const quarters = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'];

const eras = [
  ['Before Christ', 'Anno Domini'],
  ['B', 'A'],
];

const short = (name: string) => name.slice(0, 3);
const narrow = (name: string) => name.slice(0, 1);

/**
 * The texts of a field in order of their numeric values. Null if the field is formatted as a
 * number.
 */
export function textsOf(letter: string, count: number): readonly string[] | null {
  if (letter === 'a') return ['AM', 'PM'];
  if (letter === 'G') return eras[count - 4] ?? ['BC', 'AD'];
  if (letter !== 'E' && count < 3) return null;
  const cut = (names: readonly string[]) =>
    count === 4 ? names : names.map(count === 5 ? narrow : short);
  if ('ML'.includes(letter)) return cut(months);
  if ('Eec'.includes(letter)) return cut(weekdays);
  if ('Qq'.includes(letter)) return count === 3 ? ['Q1', 'Q2', 'Q3', 'Q4'] : cut(quarters);
  return null;
}

/** The numeric value of the first text. */
export const firstNumber = (letter: string): number => (letter === 'a' || letter === 'G' ? 0 : 1);
