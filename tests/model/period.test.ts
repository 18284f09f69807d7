import { describe, expect, it } from 'vitest';
import { boardPeriods, isoDate, isoMonday } from '../../model/period';

const DAY_MS = 86_400_000;
const at = (iso: string): number => Date.parse(iso);

/** Midnight of every day from one date to another. */
function days(from: string, to: string): number[] {
  return Array.from({ length: (at(to) - at(from)) / DAY_MS }, (_, i) => at(from) + i * DAY_MS);
}

describe('isoDate', () => {
  it('agrees with the language on every day of two centuries', () => {
    const all = days('1900-01-01', '2100-03-02');
    expect(all.map(isoDate)).toEqual(all.map((day) => new Date(day).toISOString().slice(0, 10)));
  });

  it.each([
    ['2024-02-29T00:00:00.000Z', '2024-02-29'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['2000-02-29T12:00:00.000Z', '2000-02-29'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31'],
  ])('%s is on %s', (instant, date) => {
    expect(isoDate(at(instant))).toBe(date);
  });
});

describe('isoMonday', () => {
  it('is a Monday at most six days before', () => {
    const wrong = days('1969-12-01', '2030-01-01').filter((day) => {
      const monday = new Date(`${isoMonday(day)}T00:00:00Z`);
      const before = (day - monday.getTime()) / DAY_MS;
      return monday.getUTCDay() !== 1 || before < 0 || before > 6;
    });
    expect(wrong).toEqual([]);
  });
});

describe('boardPeriods', () => {
  it.each([
    ['2026-11-16T00:00:00.000Z', 'MONTH#2026-11', 'WEEK#2026-11-16'],
    ['2026-11-22T23:59:59.999Z', 'MONTH#2026-11', 'WEEK#2026-11-16'],
    ['2026-11-23T00:00:00.000Z', 'MONTH#2026-11', 'WEEK#2026-11-23'],
    ['2027-01-01T00:00:00.000Z', 'MONTH#2027-01', 'WEEK#2026-12-28'],
  ])('at %s are the month %s and the week %s', (instant, month, week) => {
    expect(boardPeriods(at(instant))).toEqual(['ALL', month, week]);
  });
});
