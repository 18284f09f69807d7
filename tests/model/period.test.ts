import { describe, expect, it } from 'vitest';
import { boardPeriods, boardSpan, isoDate, isoMonday } from '../../model/period';

const DAY_MS = 86_400_000;
const at = (iso: string): number => Date.parse(iso);

/** Midnight of every day from one date until before another. */
function days(from: string, to: string): number[] {
  return Array.from({ length: (at(to) - at(from)) / DAY_MS }, (_, i) => at(from) + i * DAY_MS);
}

describe('isoDate', () => {
  it('agrees with Date on every day of two centuries', () => {
    const all = days('1900-01-01', '2100-03-02');
    expect(all.map(isoDate)).toEqual(all.map((day) => new Date(day).toISOString().slice(0, 10)));
  });

  it.each([
    ['2024-02-29T00:00:00.000Z', '2024-02-29'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['2000-02-29T12:00:00.000Z', '2000-02-29'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31'],
  ])('of %s is %s', (instant, date) => {
    expect(isoDate(at(instant))).toBe(date);
  });
});

describe('isoMonday', () => {
  it('returns a Monday at most six days earlier', () => {
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
  ])('of %s are the month %s and the week %s', (instant, month, week) => {
    expect(boardPeriods(at(instant))).toEqual(['ALL', month, week]);
  });
});

describe('boardSpan', () => {
  const span = (period: 'MONTH' | 'WEEK', instant: string) => {
    const { period: name, startsAt, endsAt } = boardSpan(period, at(instant));
    return [name, ...[startsAt, endsAt].map((each) => new Date(each!).toISOString())];
  };

  it('has no start and no end for all time', () => {
    expect(boardSpan('ALL_TIME', at('2026-11-18'))).toEqual({
      period: 'ALL',
      startsAt: null,
      endsAt: null,
    });
  });

  it.each([
    ['2026-11-18T12:00:00.000Z', 'MONTH#2026-11', '2026-11-01', '2026-12-01'],
    ['2026-12-31T23:59:59.999Z', 'MONTH#2026-12', '2026-12-01', '2027-01-01'],
    ['2027-01-01T00:00:00.000Z', 'MONTH#2027-01', '2027-01-01', '2027-02-01'],
    ['2027-02-28T23:59:59.999Z', 'MONTH#2027-02', '2027-02-01', '2027-03-01'],
    ['2028-02-29T23:59:59.999Z', 'MONTH#2028-02', '2028-02-01', '2028-03-01'],
    ['2028-03-01T00:00:00.000Z', 'MONTH#2028-03', '2028-03-01', '2028-04-01'],
  ])('of %s is the month %s', (instant, name, from, to) => {
    expect(span('MONTH', instant)).toEqual([name, `${from}T00:00:00.000Z`, `${to}T00:00:00.000Z`]);
  });

  it.each([
    ['2026-11-22T23:59:59.999Z', 'WEEK#2026-11-16', '2026-11-16', '2026-11-23'],
    ['2026-11-23T00:00:00.000Z', 'WEEK#2026-11-23', '2026-11-23', '2026-11-30'],
    // The last week of a year: week 53 of 2026 in ISO 8601.
    ['2027-01-03T23:59:59.999Z', 'WEEK#2026-12-28', '2026-12-28', '2027-01-04'],
    ['2027-01-04T00:00:00.000Z', 'WEEK#2027-01-04', '2027-01-04', '2027-01-11'],
    ['2028-02-29T12:00:00.000Z', 'WEEK#2028-02-28', '2028-02-28', '2028-03-06'],
  ])('of %s is the week %s', (instant, name, from, to) => {
    expect(span('WEEK', instant)).toEqual([name, `${from}T00:00:00.000Z`, `${to}T00:00:00.000Z`]);
  });

  it('is the same on each of its days, and the next one starts where it ends', () => {
    for (const period of ['MONTH', 'WEEK'] as const) {
      const spans = days('2023-12-01', '2029-02-01').map((day) => ({
        day,
        ...boardSpan(period, day),
      }));
      const wrong = spans.filter(
        ({ day, startsAt, endsAt, ...span }) =>
          day < startsAt! ||
          day >= endsAt! ||
          span.period !== boardSpan(period, startsAt!).period ||
          span.period !== boardSpan(period, endsAt! - 1).period ||
          boardSpan(period, endsAt!).startsAt !== endsAt,
      );
      expect(wrong).toEqual([]);
    }
  });
});
