import { beforeAll, describe, expect, it } from 'vitest';
import { boardKey, rankKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { progressKey, solversIndex } from '../../model/progress';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { operation, type Given } from '../support/operation';
import type { Operation } from '../../model/operation';
import { givenPerson } from '../support/people';
import { everyPage } from '../support/pages';
import { givenSessions } from '../support/sessions';
import { givenStack } from '../support/stack';

const COMPLETIONS = 2_500;
const DAYS = COMPLETIONS / 2;
const STARTED = 30;
const SESSIONS = 300;
const LOGIN = 'marathoner';
const DAY_MS = 86_400_000;

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
let token: string;

/** Two exercises per day up to today, and some that were only started. */
const work: { exerciseId: string; completedAt?: string; points?: number }[] = [
  ...Array.from({ length: COMPLETIONS }, (_, i) => {
    const moment = today - Math.floor(i / 2) * DAY_MS + (i % 2);
    return {
      exerciseId: `exercise-${String(i).padStart(4, '0')}`,
      completedAt: new Date(moment).toISOString(),
      points: 1,
    };
  }),
  ...Array.from({ length: STARTED }, (_, i) => ({ exerciseId: `started-${i}` })),
];

interface ExportedPage {
  profile: { username: string };
  progress: { exerciseId: string; completedAt: string | null }[];
  sessions: { id: string }[];
  nextToken: string | null;
}

const byId = (a: { exerciseId: string }, b: { exerciseId: string }): number =>
  a.exerciseId < b.exerciseId ? -1 : 1;

const asked = <Data, Variables>(
  query: Operation<Data, Variables>,
  ...variables: Given<Variables>
): Promise<Data> => ask(url, { token }, query, ...variables);

beforeAll(async () => {
  const person = await givenPerson(LOGIN);
  const { id } = person;
  token = person.token;
  await givenSessions(database, id, SESSIONS);
  await database.putAll(
    'Progress',
    work.map((row) => ({
      ...progressKey(id, row.exerciseId),
      startedAt: new Date(today).toISOString(),
      attempts: 1,
      username: LOGIN,
      avatarUrl: 'https://example.com/marathoner.png',
      // Long rows: a thousand of them exceed one megabyte.
      verificationHash: 'a'.repeat(1_000),
      ...row,
      ...(row.completedAt && solversIndex(row.exerciseId, row.completedAt)),
    })),
  );
  await Promise.all(
    boardPeriods(today).map((period) =>
      database.put('Leaderboards', boardKey(period, id), {
        points: COMPLETIONS,
        completions: COMPLETIONS,
        username: LOGIN,
        avatarUrl: 'https://example.com/marathoner.png',
        lastCompletedAt: new Date(today).toISOString(),
        rankKey: rankKey(COMPLETIONS, today),
      }),
    ),
  );
});

describe(`a person with ${COMPLETIONS} completions and ${SESSIONS} sessions`, () => {
  it('has a streak of every day', async () => {
    const { viewer } = await asked(
      operation(
        `{ viewer { activity { days { date completions points } currentStreak longestStreak } } }`,
      ),
    );
    const { days, currentStreak, longestStreak } = viewer!.activity!;
    expect([currentStreak, longestStreak]).toEqual([DAYS, DAYS]);
    expect(days).toHaveLength(DAYS);
    expect(days.every(({ completions, points }) => completions === 2 && points === 2)).toBe(true);
    expect(days.at(-1)!.date).toBe(new Date(today).toISOString().slice(0, 10));
  });

  it('exports each exercise and each session once', async () => {
    const pages = await everyPage(async (nextToken) => {
      const { exportMyData } = await asked(
        operation(`query ($nextToken: String) { exportMyData(nextToken: $nextToken) }`),
        { nextToken },
      );
      return JSON.parse(exportMyData!) as ExportedPage;
    });
    for (const { profile } of pages) expect(profile.username).toBe(LOGIN);
    const progress = pages.flatMap((page) => page.progress);
    const sessions = pages.flatMap((page) => page.sessions);
    expect(
      progress
        .map(({ exerciseId, completedAt }) =>
          completedAt === null ? { exerciseId } : { exerciseId, completedAt, points: 1 },
        )
        .sort(byId),
    ).toEqual([...work].sort(byId));
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(SESSIONS + 1);
    expect(sessions).toHaveLength(SESSIONS + 1);
  });

  it.each(['40.x', 'work', 'sessions', 'work.x', 'sessions.x', ''])(
    'is refused an export for the token %j',
    async (nextToken) => {
      const { data, errors } = await send(
        url,
        { token },
        operation(`query ($nextToken: String) { exportMyData(nextToken: $nextToken) }`),
        { nextToken },
      );
      expect(data).toEqual({ exportMyData: null });
      expect(errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    },
  );

  it('pages through all their completions', async () => {
    const pages = await everyPage(async (nextToken) => {
      const { progress } = await asked(
        operation(`query ($nextToken: String) {
          progress(limit: 100, nextToken: $nextToken, status: COMPLETED) {
            items { completedAt }
            nextToken
          }
        }`),
        { nextToken },
      );
      return progress!;
    });
    const items = pages.flatMap((page) => page.items);
    expect(items).toHaveLength(COMPLETIONS);
  });

  it('reads their points, completedCount, rank and every session', async () => {
    const { viewer } = await asked(
      operation(`{ viewer { points completedCount rank sessions { id current } } }`),
    );
    const { sessions, ...numbers } = viewer!;
    expect(numbers).toEqual({ points: COMPLETIONS, completedCount: COMPLETIONS, rank: 1 });
    expect(sessions).toHaveLength(SESSIONS + 1);
    expect(sessions!.filter(({ current }) => current)).toHaveLength(1);
  });
});
