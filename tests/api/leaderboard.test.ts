import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { boardKey, rankKey } from '../../model/board';
import { boardPeriods, boardSpan } from '../../model/period';
import { RANK_POINTS_MAX } from '../../model/rankTree';
import type { LeaderboardPeriod as Period } from '../../resolvers/schema.types';
import { catalogue, rightHash, selfReportedExercise } from '../support/catalogue';
import { ask, send } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { numbers } from '../support/numbers';
import { operation } from '../support/operation';
import type { DataOf, VariablesOf } from '../../model/operation';
import { everyPage } from '../support/pages';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { progressRecord } from '../support/streamRecords';

/** The time of the stack, which runs in this process: a Wednesday. */
const NOON = Date.parse('2026-11-18T12:00:00.000Z');
vi.useFakeTimers({ toFake: ['Date'], now: NOON });
afterAll(() => vi.useRealTimers());

// The tests call the function of the stream themselves.
const { url, apiKey, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

const PERIODS: Period[] = ['ALL_TIME', 'MONTH', 'WEEK'];

const PAGE =
  operation(`query ($period: LeaderboardPeriod!, $date: AWSDate, $limit: Int, $nextToken: String) {
  leaderboard(period: $period, date: $date, limit: $limit, nextToken: $nextToken) {
    period startsAt endsAt nextToken
    items { rank username avatarUrl points completions lastCompletedAt }
  }
}`);

type Entry = NonNullable<DataOf<typeof PAGE>['leaderboard']>['items'][number];

const page = async (variables: VariablesOf<typeof PAGE>) =>
  (await ask(url, { apiKey }, PAGE, variables)).leaderboard!;

const tryPage = (variables: Record<string, unknown>) => send(url, { apiKey }, PAGE, variables);

/** Reads a whole board page by page, as a client does. */
async function boardOf(period: Period, date: string | null = null, limit = 5): Promise<Entry[]> {
  const pages = await everyPage((nextToken) => page({ period, date, limit, nextToken }));
  return pages.flatMap(({ items }) => items);
}

const rankOf = async (token: string, period: Period): Promise<number | null> => {
  const { viewer } = await ask(
    url,
    { token },
    operation(`query ($period: LeaderboardPeriod!) { viewer { rank(period: $period) } }`),
    { period },
  );
  return viewer!.rank;
};

const [exercise, otherExercise] = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);
/** An exercise that no test completes. */
const untouched = catalogue.find(
  ({ id, prerequisites }) =>
    prerequisites.length > 0 && catalogue.every((each) => !each.prerequisites.includes(id)),
)!;

interface Completed {
  userId: string;
  login: string;
  exerciseId: string;
  completedAt: string;
  points: number;
}

/** All completions, read from their rows. */
async function completions(): Promise<Completed[]> {
  const rows = await Promise.all(catalogue.map(({ id }) => database.completedRows(id)));
  return rows.flat().map((row) => ({
    userId: String(row['pk']).slice('USER#'.length),
    login: String(row['username']),
    exerciseId: String(row['exerciseId']),
    completedAt: String(row['completedAt']),
    points: Number(row['points']),
  }));
}

/** Delivers the stream records of these completions to the function, in the order given. */
async function count(changes: Completed[], change: 'completed' | 'removed' = 'completed') {
  const { handler } = await import('../../functions/countRanks');
  const Records = changes.map(({ userId, exerciseId, completedAt }) =>
    progressRecord(change, userId, exerciseId, completedAt),
  );
  expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
}

/** Computes a board from completions only. Ties within a millisecond are in no defined order. */
function boardFromScratch(all: Completed[], period: Period, at: number) {
  const wanted = boardSpan(period, at).period;
  const people = new Map<string, Completed[]>();
  for (const each of all) {
    if (!boardPeriods(Date.parse(each.completedAt)).includes(wanted)) continue;
    people.set(each.login, [...(people.get(each.login) ?? []), each]);
  }
  const latest = (rows: Completed[]) =>
    rows.map(({ completedAt }) => completedAt).reduce((a, b) => (a > b ? a : b), '');
  return [...people]
    .map(([username, rows]) => ({
      username,
      points: rows.reduce((sum, { points }) => sum + points, 0),
      completions: rows.length,
      lastCompletedAt: latest(rows),
      since: latest(rows.filter(({ points }) => points > 0)),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

type Standing = ReturnType<typeof boardFromScratch>[number];

/** Compares a board with one computed from scratch. Accepts any order of ties. */
function expectSameBoard(read: Entry[], made: Standing[]): void {
  expect(read.map(({ rank }) => rank)).toEqual(made.map((_, i) => i + 1));
  const moments = new Map(made.map(({ username, since }) => [username, since]));
  const text = (each: Omit<Standing, 'since'>) =>
    `${each.points} ${moments.get(each.username)} ${each.completions} ${each.lastCompletedAt}`;
  const place = (each: Omit<Standing, 'since'>) => `${each.points} ${moments.get(each.username)}`;
  expect(read.map(place)).toEqual(made.map(place));
  const whole = (each: Omit<Standing, 'since'>) => `${each.username}: ${text(each)}`;
  expect(read.map(whole).sort()).toEqual(made.map(whole).sort());
}

const logins = Array.from({ length: 14 }, (_, i) => `racer-${i}`);

/** All completions so far, as `<login> <exerciseId>`. */
const done = new Set<string>();

/** At one moment, most people complete an exercise concurrently. */
async function race(at: string, next: (below: number) => number): Promise<void> {
  vi.setSystemTime(Date.parse(at));
  await Promise.all(
    logins.map(async (login) => {
      const has = (id: string) => done.has(`${login} ${id}`);
      const left = catalogue.filter(
        (each) => each !== untouched && !has(each.id) && each.prerequisites.every(has),
      );
      const exercise = left[next(left.length)];
      if (!exercise || next(4) === 0) return;
      done.add(`${login} ${exercise.id}`);
      const { token } = await givenPerson(login);
      const { outcome } = await submit(url, token, exercise.id, rightHash(exercise));
      expect(outcome).toBe('COMPLETED');
    }),
  );
}

/** Moments that share a millisecond, second, week or month with others, and moments that do not. */
const races: Record<string, string[]> = {
  'in the middle of a month': [
    '2026-11-18T12:00:00.000Z',
    '2026-11-18T12:00:00.400Z',
    '2026-11-18T12:00:01.000Z',
  ],
  'in the next week': ['2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00.000Z'],
  'in the next month, in one week': ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'],
  'in the next year, in one week': ['2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'],
};

describe.each(Object.entries(races))('after completions %s', (_, moments) => {
  const now = Date.parse(moments.at(-1)!);
  let before: Completed[] = [];
  let all: Completed[] = [];
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    before = await completions();
    const next = numbers(now % 1_000_003);
    for (const moment of moments) await race(moment, next);
    all = await completions();
    const known = new Set(before.map(({ userId, exerciseId }) => `${userId} ${exerciseId}`));
    const fresh = all.filter(({ userId, exerciseId }) => !known.has(`${userId} ${exerciseId}`));
    expect(fresh.length).toBeGreaterThan(10);
    // Twice, the second time in reverse order: a stream only guarantees at-least-once delivery.
    await count(fresh);
    await count(fresh.reverse());
    await Promise.all(
      logins.map(async (login) => tokens.set(login, (await givenPerson(login)).token)),
    );
  });

  it.each(PERIODS)('the board %s equals the one computed from scratch', async (period) => {
    const made = boardFromScratch(all, period, now);
    expectSameBoard(await boardOf(period), made);
    expect(await boardOf(period, null, 100)).toEqual(await boardOf(period, null, 1));
  });

  it.each(PERIODS)('every rank of %s equals the position on the board', async (period) => {
    const board = await boardOf(period);
    const position = (login: string) =>
      board.find(({ username }) => username === login)?.rank ?? null;
    const ranks = await Promise.all(
      [...tokens].map(async ([login, token]) => [login, await rankOf(token, period)]),
    );
    expect(ranks).toEqual([...tokens.keys()].map((login) => [login, position(login)]));
  });

  it('the viewer’s points and completedCount are those of all time', async () => {
    const made = boardFromScratch(all, 'ALL_TIME', now);
    for (const { username, points, completions: completedCount } of made.slice(0, 5)) {
      const token = tokens.get(username)!;
      const data = await ask(url, { token }, operation(`{ viewer { points completedCount } }`));
      expect(data).toEqual({ viewer: { points, completedCount } });
    }
  });

  it('the boards contain ties, and more than one page', () => {
    const made = boardFromScratch(all, 'ALL_TIME', now);
    expect(made.length).toBeGreaterThan(10);
    expect(new Set(made.map(({ points, since }) => `${points} ${since}`)).size).toBeLessThan(
      made.length,
    );
  });
});

const SOLVERS =
  operation(`query ($id: ID!, $order: SolverOrder! = FIRST, $limit: Int, $nextToken: String) {
  exercise(id: $id) {
    stats { firstSolver { username avatarUrl completedAt } }
    solvers(order: $order, limit: $limit, nextToken: $nextToken) {
      items { username avatarUrl completedAt } nextToken
    }
  }
}`);

const solverPage = async (id: string, variables: Omit<VariablesOf<typeof SOLVERS>, 'id'> = {}) => {
  const { exercise } = await ask(url, { apiKey }, SOLVERS, { id, ...variables });
  return { stats: exercise!.stats!, solvers: exercise!.solvers! };
};

type SolversPage = Awaited<ReturnType<typeof solverPage>>;
type Solver = SolversPage['solvers']['items'][number];

const trySolverPage = (id: string, variables: Record<string, unknown>) =>
  send(url, { apiKey }, SOLVERS, { id, ...variables });

async function solversOf(id: string, order: 'FIRST' | 'LATEST', limit: number): Promise<Solver[]> {
  const items: Solver[] = [];
  let nextToken: string | null = null;
  do {
    const read: SolversPage = await solverPage(id, { order, limit, nextToken });
    items.push(...read.solvers.items);
    nextToken = read.solvers.nextToken;
    if (order === 'FIRST') expect(read.stats.firstSolver).toEqual(items[0] ?? null);
  } while (nextToken !== null);
  return items;
}

describe('after all of these completions', () => {
  it('past months and weeks do not change', async () => {
    const all = await completions();
    for (const date of ['2026-11-18', '2026-11-22', '2026-11-23', '2026-11-30', '2026-12-31']) {
      for (const period of PERIODS) {
        const at = Date.parse(date);
        expectSameBoard(await boardOf(period, date), boardFromScratch(all, period, at));
      }
    }
  });

  it('the solvers of every exercise match its rows, in chronological order', async () => {
    const all = await completions();
    for (const { id } of catalogue) {
      const moments = all
        .filter(({ exerciseId }) => exerciseId === id)
        .map(({ completedAt }) => completedAt)
        .sort();
      const first = await solversOf(id, 'FIRST', 6);
      expect(first.map(({ completedAt }) => completedAt)).toEqual(moments);
      expect(await solversOf(id, 'LATEST', 6)).toEqual(first.reverse());
    }
  });
});

describe('a board', () => {
  const LATER = Date.parse('2028-02-29T10:00:00.000Z');
  beforeAll(() => void vi.setSystemTime(LATER));

  it.each<[Period, string | null, string | null, string | null]>([
    ['ALL_TIME', null, null, null],
    ['MONTH', null, '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['WEEK', null, '2028-02-28T00:00:00.000Z', '2028-03-06T00:00:00.000Z'],
    ['MONTH', '2026-12-31', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['WEEK', '2027-01-03', '2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z'],
    ['MONTH', '2026-12-31+05:30', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['MONTH', '2099-12-31', '2099-12-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z'],
    ['WEEK', '2000-01-01', '1999-12-27T00:00:00.000Z', '2000-01-03T00:00:00.000Z'],
  ])('%s of the day %s starts at %s and ends at %s', async (period, date, startsAt, endsAt) => {
    expect(await page({ period, date })).toMatchObject({ period, startsAt, endsAt });
  });

  it('is that of all time by default', async () => {
    const { leaderboard } = await ask(
      url,
      { apiKey },
      operation(`{ leaderboard { period items { rank username } } }`),
    );
    expect(leaderboard!.period).toBe('ALL_TIME');
    expect(leaderboard!.items[0]!.rank).toBe(1);
  });

  it.each([
    [{ limit: 0 }, 'limit must be between 1 and 100.'],
    [{ limit: 101 }, 'limit must be between 1 and 100.'],
    [{ date: '1999-12-31' }, 'date must be from 2000-01-01 to 2099-12-31.'],
    [{ date: '2100-01-01' }, 'date must be from 2000-01-01 to 2099-12-31.'],
  ])('refuses %j', async (variables, message) => {
    const { errors } = await tryPage({ period: 'MONTH', ...variables });
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', message }]);
  });
});

describe('the solvers of an exercise', () => {
  it('cannot be read with the token of another exercise', async () => {
    const { nextToken } = (await solverPage(exercise!.id, { limit: 1 })).solvers;
    const { errors } = await trySolverPage(otherExercise!.id, { nextToken });
    expect(errors).toMatchObject([{ path: ['exercise', 'solvers'], errorType: 'InvalidInput' }]);
  });

  it.each([{ limit: 0 }, { limit: 101 }, { nextToken: 'made-up' }])(
    'refuses %j',
    async (variables) => {
      const { errors } = await trySolverPage(exercise!.id, variables);
      expect(errors).toMatchObject([{ path: ['exercise', 'solvers'], errorType: 'InvalidInput' }]);
    },
  );

  it('are empty before the first completion', async () => {
    expect(await solverPage(untouched.id)).toEqual({
      stats: { firstSolver: null },
      solvers: { items: [], nextToken: null },
    });
  });
});

describe('a viewer’s rank', () => {
  const MONDAY = Date.parse('2028-05-01T00:00:00.000Z');
  const complete = async (token: string, exercise: (typeof catalogue)[number]) =>
    (await submit(url, token, exercise.id, rightHash(exercise))).outcome;
  beforeAll(() => void vi.setSystemTime(MONDAY));

  it('is null without points', async () => {
    const { token } = await givenPerson('idle');
    for (const period of PERIODS) expect(await rankOf(token, period)).toBeNull();
    const data = await ask(url, { token }, operation(`{ viewer { points completedCount } }`));
    expect(data).toEqual({ viewer: { points: 0, completedCount: 0 } });
    expect(await complete(token, selfReportedExercise)).toBe('COMPLETED');
    for (const period of PERIODS) expect(await rankOf(token, period)).toBeNull();
    const after = await ask(url, { token }, operation(`{ viewer { points completedCount } }`));
    expect(after).toEqual({ viewer: { points: 0, completedCount: 1 } });
    expect((await boardOf('WEEK')).map(({ username }) => username)).not.toContain('idle');
  });

  it('includes the viewer’s own completions before the stream delivers them', async () => {
    vi.setSystemTime(MONDAY + 1_000);
    const [slow, quick] = [await givenPerson('slow'), await givenPerson('quick')];
    await complete(slow.token, exercise!);
    expect(await rankOf(slow.token, 'WEEK')).toBe(1);
    await count((await completions()).filter(({ login }) => login === 'slow'));
    vi.setSystemTime(MONDAY + 3_000);
    await complete(quick.token, exercise!);
    expect(await rankOf(quick.token, 'WEEK')).toBe(2);
    await complete(quick.token, otherExercise!);
    expect(await rankOf(quick.token, 'WEEK')).toBe(1);
  });

  it('moves up when a person ahead deletes their account', async () => {
    vi.setSystemTime(MONDAY + 10_000);
    const [leaver, stayer] = [await givenPerson('leaver'), await givenPerson('stayer')];
    for (const each of [exercise!, otherExercise!]) {
      await complete(leaver.token, each);
      vi.setSystemTime(Date.now() + 5_000);
      await complete(stayer.token, each);
    }
    const all = await completions();
    await count(all);
    const rank = await rankOf(stayer.token, 'WEEK');
    expect(rank).toBe((await rankOf(leaver.token, 'WEEK'))! + 1);
    const { deleteAccount } = await ask(
      url,
      { token: leaver.token },
      operation(`mutation { deleteAccount(confirm: "leaver") { done } }`),
    );
    expect(deleteAccount!.done).toBe(true);
    await count(
      all.filter(({ login }) => login === 'leaver'),
      'removed',
    );
    expect(await rankOf(stayer.token, 'WEEK')).toBe(rank! - 1);
    const board = await boardOf('WEEK');
    expect(board.find(({ username }) => username === 'stayer')!.rank).toBe(rank! - 1);
  });

  it('equals the position on the board even above the maximum points of the tree', async () => {
    const at = Date.parse('2030-05-08T12:00:00.000Z');
    vi.setSystemTime(at);
    const standings = [RANK_POINTS_MAX - 1_000, RANK_POINTS_MAX, 22_500, 22_900, 22_900];
    const people = await Promise.all(
      standings.map(async (points, i) => ({
        ...(await givenPerson(`collector-${i}`)),
        points,
        reachedAt: at - (standings.length - i) * 400,
      })),
    );
    for (const { id, points, reachedAt } of people) {
      for (const period of boardPeriods(at)) {
        await database.put('Leaderboards', boardKey(period, id), {
          username: `person ${id}`,
          avatarUrl: 'https://avatars.example/1',
          points,
          completions: 1,
          lastCompletedAt: new Date(reachedAt).toISOString(),
          rankKey: rankKey(points, reachedAt),
        });
      }
    }
    const completedAt = new Date(at).toISOString();
    await count(
      people.map(({ id, points }) => {
        return { userId: id, login: '', exerciseId: exercise!.id, completedAt, points };
      }),
    );
    for (const period of PERIODS) {
      const ranks = await Promise.all(people.map(({ token }) => rankOf(token, period)));
      expect(ranks).toEqual([5, 4, 3, 1, 2]);
    }
  });

  it.each(PERIODS)('is unauthorized with the API key: %s', async (period) => {
    const { errors } = await send(
      url,
      { apiKey },
      operation(`query ($period: LeaderboardPeriod) { viewer { rank(period: $period) } }`),
      { period },
    );
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });
});
