import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressKey } from '../../model/progress';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { operation } from '../support/operation';
import type { VariablesOf } from '../../model/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

vi.useFakeTimers({ toFake: ['Date'] });
afterAll(() => vi.useRealTimers());
const at = (moment: string): void => void vi.setSystemTime(Date.parse(moment));
at('2026-11-18T12:00:00Z');

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

let people = 0;
let person: { id: string; token: string };

beforeEach(async () => {
  at('2026-11-18T12:00:00Z');
  person = await givenPerson(`active-${(people += 1)}`);
});

/** Adds completions at these moments, each worth ten points. */
async function givenCompletions(...moments: string[]): Promise<void> {
  await Promise.all(
    moments.map((completedAt, index) =>
      database.update('Progress', progressKey(person.id, `exercise-${index}`), {
        exerciseId: `exercise-${index}`,
        completedAt,
        points: 10,
        attempts: 1,
      }),
    ),
  );
}

const ACTIVITY = operation(`query ($timezone: String, $from: AWSDate, $to: AWSDate) {
  viewer {
    activity(timezone: $timezone, from: $from, to: $to) {
      days { date completions points } currentStreak longestStreak
    }
  }
}`);

type Arguments = VariablesOf<typeof ACTIVITY>;

const activity = async (given: Arguments = {}) =>
  (await ask(url, person, ACTIVITY, given)).viewer!.activity!;
const dates = async (given: Arguments) => (await activity(given)).days.map(({ date }) => date);

describe('days', () => {
  it('are empty before the first completion', async () => {
    expect(await activity()).toEqual({ days: [], currentStreak: 0, longestStreak: 0 });
  });

  it('sum the completions of each day, in chronological order', async () => {
    await givenCompletions(
      '2026-11-17T23:59:59.999Z',
      '2026-11-16T00:00:00.000Z',
      '2026-11-16T23:59:59.999Z',
    );
    expect((await activity()).days).toEqual([
      { date: '2026-11-16', completions: 2, points: 20 },
      { date: '2026-11-17', completions: 1, points: 10 },
    ]);
  });

  it.each([
    ['UTC', ['2026-11-16', '2026-11-17']],
    // Five and a half hours ahead: its midnight is at 18:30.
    ['Asia/Kolkata', ['2026-11-16', '2026-11-17', '2026-11-18']],
    // Ten hours behind.
    ['Pacific/Honolulu', ['2026-11-15', '2026-11-16', '2026-11-17']],
    ['America/Argentina/Buenos_Aires', ['2026-11-16', '2026-11-17']],
    ['GMT', ['2026-11-16', '2026-11-17']],
    // POSIX names have the opposite sign: ten hours behind.
    ['Etc/GMT+10', ['2026-11-15', '2026-11-16', '2026-11-17']],
    ['HST', ['2026-11-15', '2026-11-16', '2026-11-17']],
    ['US/Hawaii', ['2026-11-15', '2026-11-16', '2026-11-17']],
    // Five hours behind in winter.
    ['EST5EDT', ['2026-11-16', '2026-11-17']],
  ])('begin at midnight in %s', async (zone, expected) => {
    await givenCompletions(
      '2026-11-16T09:59:59.999Z',
      '2026-11-16T18:29:59.999Z',
      '2026-11-16T18:30:00.000Z',
      '2026-11-17T18:30:00.000Z',
    );
    expect(await dates({ timezone: zone })).toEqual(expected);
  });

  it('are 23 and 25 hours long when clocks change', async () => {
    // New York: 8 March 2026 lacks 02:00 to 03:00, 1 November has 01:00 to 02:00 twice.
    await givenCompletions(
      '2026-03-08T05:00:00.000Z',
      '2026-03-09T03:59:59.999Z',
      '2026-03-09T04:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T04:59:59.999Z',
      '2026-11-02T05:00:00.000Z',
    );
    expect((await activity({ timezone: 'America/New_York' })).days).toEqual([
      { date: '2026-03-08', completions: 2, points: 20 },
      { date: '2026-03-09', completions: 1, points: 10 },
      { date: '2026-11-01', completions: 2, points: 20 },
      { date: '2026-11-02', completions: 1, points: 10 },
    ]);
  });

  it('are limited to the range of from and to, both inclusive', async () => {
    await givenCompletions('2026-11-14T12:00:00Z', '2026-11-15T12:00:00Z', '2026-11-16T12:00:00Z');
    expect(await dates({ from: '2026-11-15' })).toEqual(['2026-11-15', '2026-11-16']);
    expect(await dates({ to: '2026-11-15' })).toEqual(['2026-11-14', '2026-11-15']);
    expect(await dates({ from: '2026-11-15', to: '2026-11-15' })).toEqual(['2026-11-15']);
  });
});

describe('streaks', () => {
  it.each([
    ['of today alone', ['2026-11-18T01:00:00Z'], 1, 1],
    ['up to today', ['2026-11-16T01:00:00Z', '2026-11-17T23:00:00Z', '2026-11-18T01:00:00Z'], 3, 3],
    ['up to yesterday', ['2026-11-16T01:00:00Z', '2026-11-17T01:00:00Z'], 2, 2],
    ['that ended', ['2026-11-15T01:00:00Z', '2026-11-16T01:00:00Z'], 0, 2],
    [
      'with a gap',
      [
        '2026-11-12T01:00:00Z',
        '2026-11-13T01:00:00Z',
        '2026-11-14T01:00:00Z',
        '2026-11-17T01:00:00Z',
        '2026-11-18T01:00:00Z',
      ],
      2,
      3,
    ],
    ['of one day done twice', ['2026-11-18T01:00:00Z', '2026-11-18T02:00:00Z'], 1, 1],
  ])('%s', async (_what, moments, currentStreak, longestStreak) => {
    await givenCompletions(...moments);
    expect(await activity()).toMatchObject({ currentStreak, longestStreak });
  });

  it.each([
    ['a leap day', '2028-03-01T12:00:00Z', ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['a February without one', '2027-03-01T12:00:00Z', ['2027-02-27', '2027-02-28', '2027-03-01']],
    ['a new year', '2027-01-01T12:00:00Z', ['2026-12-30', '2026-12-31', '2027-01-01']],
  ])('continue across %s', async (_what, now, days) => {
    await givenCompletions(...days.map((day) => `${day}T12:00:00.000Z`));
    at(now);
    // The earlier session has expired by then.
    person = { ...person, token: (await givenPerson(`active-${people}`)).token };
    expect(await activity()).toMatchObject({ currentStreak: 3, longestStreak: 3 });
  });

  it('continue across a clock change', async () => {
    at('2026-11-02T12:00:00Z');
    await givenCompletions('2026-10-31T12:00:00Z', '2026-11-02T04:30:00Z', '2026-11-02T05:30:00Z');
    expect(await activity({ timezone: 'America/New_York' })).toMatchObject({
      currentStreak: 3,
      longestStreak: 3,
    });
  });

  it('do not depend on the requested days', async () => {
    await givenCompletions('2026-11-17T01:00:00Z', '2026-11-18T01:00:00Z');
    expect(await activity({ from: '2026-11-18' })).toMatchObject({ currentStreak: 2 });
  });
});

it.each([
  [{ timezone: 'Mars/Olympus' }, 'timezone'],
  [{ timezone: '' }, 'timezone'],
  [{ timezone: 'Asia/' }, 'timezone'],
  [{ timezone: 'UTC+5' }, 'timezone'],
  [{ timezone: 'Asia/Kolkata Krasnoyarsk' }, 'timezone'],
  [{ timezone: 'constructor/x' }, 'timezone'],
  [{ from: '2026-11-18', to: '2026-11-17' }, 'from'],
  [{ from: '2026-11-18Z' }, 'from'],
])('%j is refused', async (given: Arguments, argument) => {
  const { errors } = await send(url, person, ACTIVITY, given);
  expect(errors?.[0]).toMatchObject({ errorType: 'InvalidInput' });
  expect(errors?.[0]?.message).toMatch(new RegExp(`^${argument} must`));
});

it('fails instead of returning a partial result for more work than it reads', async () => {
  // Three rows exceed the one megabyte of a page. The steps read at most five pages.
  const days = Array.from({ length: 18 }, (_, i) => `2026-10-${10 + i}`);
  for (const day of days) {
    await database.put('Progress', progressKey(person.id, `exercise-${day}`), {
      exerciseId: `exercise-${day}`,
      completedAt: `${day}T10:00:00.000Z`,
      attempts: 1,
      points: 10,
      verificationHash: 'a'.repeat(390_000),
    });
  }
  const { data, errors } = await send(url, person, ACTIVITY);
  expect(data).toEqual({ viewer: { activity: null } });
  expect(errors).toMatchObject([{ path: ['viewer', 'activity'], errorType: 'Internal' }]);
});
