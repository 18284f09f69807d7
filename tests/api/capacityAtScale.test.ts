import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { publishCatalogue } from '../../catalogue/publish';
import { MOVES_MAX, nodeChanges } from '../../functions/lib/rankMoves';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { accountOf } from '../../local/github/account';
import { createTables } from '../../local/database/tables';
import { boardKey, rankKey } from '../../model/board';
import { statsKey } from '../../model/exercise';
import { PAGE_LIMIT_MAX, ROWS_VISITED } from '../../model/page';
import { ALL_TIME, boardPeriods } from '../../model/period';
import { progressKey, solversIndex, WRONG_ANSWER_LIMIT } from '../../model/progress';
import { rankedKey } from '../../model/rankTree';
import { SESSION_SECONDS, sessionIndex, sessionKey } from '../../model/session';
import { openExercise, rightHash, catalogue } from '../support/catalogue';
import { ask, send } from '../support/client';
import { personalAnswer, trySubmit } from '../support/completion';
import { databaseAt } from '../support/database';
import { startDynamoProxy } from '../support/dynamoProxy';
import { givenImportedDatabase, type PlainRow } from '../support/importedDatabase';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { progressRecord } from '../support/streamRecords';
import { fetchWidget } from '../support/widgets';

/** The time of the stack: a Wednesday, so that all data is within one week and one month. */
const NOON = Date.parse('2026-11-18T12:00:00.000Z');
vi.useFakeTimers({ toFake: ['Date'], now: NOON });
afterAll(() => vi.useRealTimers());

const exercise = openExercise;
const nextExercise = catalogue.find(
  (each) => each !== exercise && each.prerequisites.length === 0 && each.points > 0,
)!;

interface Runner {
  id: string;
  login: string;
  points: number;
  at: number;
}

/** The viewer, and two people with the same points, just before and after in the same second. */
const accountant: Runner = {
  id: String(accountOf('accountant').id),
  login: 'accountant',
  points: 500,
  at: NOON - 10_500,
};
const neighbours: Runner[] = [-100, 100].map((ms, i) => ({
  id: `9000000${i}`,
  login: `neighbour${i}`,
  points: accountant.points,
  at: accountant.at + ms,
}));

/** `count` people who completed an exercise, one per second, with different points. */
function runners(count: number): Runner[] {
  const others = Array.from({ length: count - 3 }, (_, i) => ({
    id: String(10_000_000 + i),
    login: `runner-${String(i).padStart(5, '0')}`,
    points: 10 + (i % 150) * 10,
    at: NOON - 20_000 - i * 1_000,
  }));
  return [...others, ...neighbours, accountant];
}

const avatarOf = ({ id }: Runner) => `https://avatars.githubusercontent.com/u/${id}?v=4`;

function progressRow(runner: Runner, exerciseId = exercise.id): PlainRow {
  const completedAt = new Date(runner.at).toISOString();
  return {
    ...progressKey(runner.id, exerciseId),
    ...solversIndex(exerciseId, completedAt),
    exerciseId,
    startedAt: completedAt,
    completedAt,
    attempts: 1,
    verificationHash: 'a'.repeat(64),
    username: runner.login,
    avatarUrl: avatarOf(runner),
    points: runner.points,
    publishedAt: completedAt,
  };
}

/** A board and its rank tree. Only the viewer has a row with `counted`: no other is read. */
function boardRows(period: string, people: readonly Runner[]): PlainRow[] {
  const standings = people.map(({ id, points, at }) => ({
    userId: id,
    counted: undefined,
    rankKey: rankKey(points, at),
  }));
  return [
    ...people.map((runner): PlainRow => ({
      ...boardKey(period, runner.id),
      rankKey: rankKey(runner.points, runner.at),
      points: runner.points,
      completions: 1,
      username: runner.login,
      avatarUrl: avatarOf(runner),
      lastCompletedAt: new Date(runner.at).toISOString(),
    })),
    ...nodeChanges(period, standings).map(({ key, counters }): PlainRow => ({
      ...key,
      ...Object.fromEntries(counters),
    })),
    {
      ...rankedKey(period, accountant.id),
      counted: rankKey(accountant.points, accountant.at),
    },
  ];
}

/** All rows after these completions. The month and week have only the viewer and neighbours. */
function rowsOf(people: readonly Runner[]) {
  const [all, ...others] = boardPeriods(NOON);
  return {
    Progress: [...people.map((runner) => progressRow(runner)), ...collection()],
    Sessions: collectorSessions(),
    Leaderboards: [
      ...boardRows(all, people),
      ...others.flatMap((period) => boardRows(period, [...neighbours, accountant])),
    ],
    Exercises: [
      { ...statsKey(exercise.id, 0), completions: people.length, attempts: people.length },
    ] satisfies PlainRow[],
  };
}

/**
 * A person with the maximum number of exercises and of listed sessions, each row of maximum length.
 * The cost of reading them does not depend on the number of other people.
 */
const collector: Runner = {
  id: String(accountOf('collector').id),
  login: 'collector',
  points: 0,
  at: NOON - 86_400_000,
};
const UUID = '00000000-0000-4000-8000-000000000000';
const numbered = (i: number) => String(i).padStart(4, '0');

const collection = (): PlainRow[] =>
  Array.from({ length: ROWS_VISITED }, (_, i) => ({
    ...progressRow(collector, `exercise-${numbered(i)}`.padEnd(40, 'x')),
    attempts: WRONG_ANSWER_LIMIT + 1,
    wrongAnswersAt: Array.from({ length: WRONG_ANSWER_LIMIT }, () => collector.at),
    answerIds: Array.from({ length: WRONG_ANSWER_LIMIT }, () => UUID),
    announcedBy: UUID,
  }));

const collectorSessions = (): PlainRow[] =>
  Array.from({ length: ROWS_VISITED }, (_, i) => {
    const createdAt = new Date(collector.at + i).toISOString();
    return {
      ...sessionKey(numbered(i).padStart(64, '0'), collector.id),
      ...sessionIndex(collector.id, createdAt),
      createdAt,
      userAgent: 'x'.repeat(256),
      expiresAt: Math.floor(collector.at / 1_000) + SESSION_SECONDS,
    };
  });

/** A full page of exercises: the catalogue, repeated as often as necessary. */
const fullCatalogue = Array.from({ length: PAGE_LIMIT_MAX }, (_, i) => {
  const each = catalogue[i % catalogue.length]!;
  if (i < catalogue.length) return each;
  return { ...each, id: `${each.id.slice(0, 35)}-${numbered(i)}`, position: 1_000 + i };
});

/** Numbers of people. `pnpm bench:scale` measures with more. */
const SIZES = [100, Number(process.env['SCALE_ROWS'] ?? 20_000)];
const databases = await Promise.all(
  SIZES.map((size) => givenImportedDatabase(rowsOf(runners(size)))),
);
let current = databases[0]!;
const proxy = await startDynamoProxy(() => current.endpoint);
afterAll(() => proxy.close());
const { url, apiKey } = await givenStack({ dynamoEndpoint: proxy.endpoint });

type Ledger = Record<string, string>;

/** The DynamoDB calls of a request and their cost, without the lookup of the session. */
async function price(
  request: () => Promise<{ status: number; errors?: unknown }>,
  isSignedIn: boolean,
) {
  proxy.takeCalls();
  const { status, errors } = await request();
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  const calls = proxy.takeCalls().slice(isSignedIn ? 1 : 0);
  const sum = (units: number[]) => units.reduce((total, each) => total + each, 0);
  const [read, written] = [
    calls.map((call) => call.readUnits),
    calls.map((call) => call.writeUnits),
  ];
  // Boards are counted concurrently, so the order of the calls varies. Their number does not.
  const operations = calls.map(({ operation }) => operation).sort();
  return `${sum(read)} RRU, ${sum(written)} WRU: ${operations.join(', ')}`;
}

const SOLVERS = operation(`query ($id: ID!, $order: SolverOrder, $nextToken: String) {
  exercise(id: $id) {
    solvers(order: $order, nextToken: $nextToken) { items { username completedAt } nextToken }
  }
}`);

const BOARD = operation(`query ($nextToken: String) {
  leaderboard(nextToken: $nextToken) { items { rank username points } nextToken }
}`);

/** Measures every operation that reads rows of many people, or depends on such rows. */
async function ledgerOf(): Promise<Ledger> {
  const { token, id: userId } = await givenPerson(accountant.login);
  const publicly = (query: string, variables = {}) =>
    price(() => send(url, { apiKey }, query, variables), false);
  const asViewer = (query: string) => price(() => send(url, { token }, query), true);
  const { id } = exercise;
  const first = await ask(url, { apiKey }, SOLVERS, { id });
  const solvers = first.exercise!.solvers!.nextToken;
  const { leaderboard } = await ask(url, { apiKey }, BOARD);
  const rows: Ledger = {};
  rows['exercise(id) with stats'] = await publicly(
    operation(`query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }`),
    { id },
  );
  rows['exercise(id) with stats and firstSolver'] = await publicly(
    operation(
      `query ($id: ID!) { exercise(id: $id) { stats { completions firstSolver { username } } } }`,
    ),
    { id },
  );
  rows['exercise(id) with solvers, the first 20'] = await publicly(SOLVERS, { id });
  rows['exercise(id) with solvers, the latest 20'] = await publicly(SOLVERS, {
    id,
    order: 'LATEST',
  });
  rows['exercise(id) with solvers, 100'] = await publicly(
    operation(
      `query ($id: ID!) { exercise(id: $id) { solvers(limit: 100) { items { username } } } }`,
    ),
    { id },
  );
  rows['exercise(id) with solvers, the next 20'] = await publicly(SOLVERS, {
    id,
    nextToken: solvers,
  });
  rows['leaderboard, 20'] = await publicly(BOARD);
  rows['leaderboard, 100'] = await publicly(
    operation(`{ leaderboard(limit: 100) { items { rank username } } }`),
  );
  rows['leaderboard, the next 20'] = await publicly(BOARD, { nextToken: leaderboard!.nextToken });
  rows['exercises, 100'] = await publicly(
    operation(`{ exercises(limit: 100) { items { title } } }`),
  );
  rows['viewer with points'] = await asViewer(operation(`{ viewer { points } }`));
  rows['viewer with completedCount'] = await asViewer(operation(`{ viewer { completedCount } }`));
  rows['viewer with rank'] = await asViewer(operation(`{ viewer { rank } }`));
  rows['viewer with rank in a month'] = await asViewer(
    operation(`{ viewer { rank(period: MONTH) } }`),
  );
  const hash = await personalAnswer(url, token, nextExercise.id, rightHash(nextExercise));
  rows['recordCompletion, accepted'] = await price(
    () => trySubmit(url, token, nextExercise.id, hash),
    true,
  );
  const { token: collectors } = await givenPerson(collector.login);
  const asCollector = (query: string) => price(() => send(url, { token: collectors }, query), true);
  rows['progress, 100'] = await asCollector(
    operation(`{ progress(limit: 100) { items { attempts } } }`),
  );
  rows['viewer with activity, 1,000 exercises'] = await asCollector(
    operation(`{ viewer { activity { currentStreak } } }`),
  );
  rows['viewer with sessions, 1,000'] = await asCollector(
    operation(`{ viewer { sessions { id } } }`),
  );
  rows['exportMyData, 1,000 exercises'] = await asCollector(operation(`{ exportMyData }`));
  rows['exportMyData, 1,000 sessions'] = await asCollector(
    operation(`{ exportMyData(nextToken: "sessions.") }`),
  );
  const widget = (path: string) => price(() => fetchWidget(url, path), false);
  rows['GET stats.json'] = await widget(`exercises/${exercise.id}/stats.json`);
  rows['GET badge.svg'] = await widget(`exercises/${exercise.id}/badge.svg`);
  rows['GET leaderboard.json, 20'] = await widget('leaderboard.json?period=ALL_TIME');
  rows['GET leaderboard.json, 100'] = await widget('leaderboard.json?period=ALL_TIME&limit=100');
  const { handler } = await import('../../functions/countRanks');
  const completedAt = new Date(NOON).toISOString();
  const record = progressRecord('completed', userId, nextExercise.id, completedAt);
  const counted = async () => {
    expect(await handler({ Records: [record] })).toEqual({ batchItemFailures: [] });
    return { status: 200 };
  };
  rows['countRanks, of a completion'] = await price(counted, false);
  rows['countRanks, of one that is counted'] = await price(counted, false);
  for (const [who, people, reached, earlier] of COUNTED) {
    const { together, allTime } = await priceOfCounting(people, reached, earlier);
    rows[`countRanks, of ${who}`] = together;
    rows[`countRanks, of ${who}, on the board of all time`] = allTime;
  }
  return rows;
}

/** The points of the person at an index on every board, and when they reached them. */
type Standings = (i: number) => [points: number, at: number];

const withinSeconds = (i: number) => NOON - 1_000 * i;
/** Within the week. */
const hoursApart = (i: number) => NOON - 40_000_000 - 7_654_321 * i;

/** Cases: the number of people, their standings, and earlier standings (none for newcomers). */
const COUNTED: [who: string, people: number, reached: Standings, earlier?: Standings][] = [
  ['a newcomer', 1, (i) => [100, withinSeconds(i)]],
  ['one with further points', 1, (i) => [120, withinSeconds(i)], (i) => [100, hoursApart(i)]],
  [
    'one whose first digit changes on every board',
    1,
    (i) => [400, withinSeconds(i)],
    (i) => [100, hoursApart(i)],
  ],
  ['eight newcomers with equal points', MOVES_MAX, (i) => [100, withinSeconds(i)]],
  [
    'eight with equal points, before that within seconds',
    MOVES_MAX,
    (i) => [200, withinSeconds(i)],
    (i) => [100, withinSeconds(i) - 60_000],
  ],
  [
    'eight with equal points, before that hours apart',
    MOVES_MAX,
    (i) => [200, withinSeconds(i)],
    (i) => [100, hoursApart(i)],
  ],
  [
    'eight with different points below 150, before that hours apart',
    MOVES_MAX,
    (i) => [20 + 10 * i, withinSeconds(i)],
    (i) => [10 + 10 * i, hoursApart(i)],
  ],
  [
    'eight with points hundreds apart, before that hours apart',
    MOVES_MAX,
    (i) => [200 + 170 * i, withinSeconds(i)],
    (i) => [100 + 170 * i, hoursApart(i)],
  ],
];

/** The cost of counting people on every board, and on all time only. Removes them afterwards. */
async function priceOfCounting(people: number, reached: Standings, earlier?: Standings) {
  const { handler } = await import('../../functions/countRanks');
  const { countPeople } = await import('../../functions/lib/ranks');
  const { dynamo } = await import('../../functions/lib/dynamo');
  const database = databaseAt(current.endpoint);
  const ids = Array.from({ length: people }, (_, i) => `8000000${i}`);
  const keys = ids.map((id) => boardPeriods(NOON).map((period) => boardKey(period, id)));
  const completedAt = new Date(NOON).toISOString();
  const records = ids.map((id) => progressRecord('completed', id, nextExercise.id, completedAt));
  const stand = (standings: Standings) =>
    database.putAll(
      'Leaderboards',
      keys.flatMap((own, i) => own.map((key) => ({ ...key, rankKey: rankKey(...standings(i)) }))),
    );
  const everywhere = async () => {
    expect(await handler({ Records: records })).toEqual({ batchItemFailures: [] });
    return { status: 200 };
  };
  const onAllTime = async () => {
    await countPeople({ dynamo, tableName: tableNames.Leaderboards }, ALL_TIME, ids);
    return { status: 200 };
  };
  const priceOf = async (count: () => Promise<{ status: number }>): Promise<string> => {
    if (earlier) {
      await stand(earlier);
      await everywhere();
    }
    await stand(reached);
    const counted = await price(count, false);
    for (const key of keys.flat()) await database.remove('Leaderboards', key);
    await everywhere();
    return counted;
  };
  return { together: await priceOf(everywhere), allTime: await priceOf(onAllTime) };
}

/** The viewer's rank as read, and as computed from all points and times. */
async function ranks(size: number): Promise<{ read: number; true: number }> {
  const { token } = await givenPerson(accountant.login);
  const { viewer } = await ask(url, { token }, operation(`{ viewer { rank } }`));
  const before = runners(size).filter(
    ({ points, at }) =>
      points > accountant.points || (points === accountant.points && at < accountant.at),
  );
  return { read: viewer!.rank!, true: before.length + 1 };
}

const measured: { rank: { read: number; true: number }; ledger: Ledger }[] = [];
for (const [i, database] of databases.entries()) {
  current = database;
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  await createTables(client, tableNames);
  await publishCatalogue(client, tableNames, fullCatalogue, {
    mayRemove: () => true,
    mayThaw: true,
  });
  client.destroy();
  measured.push({ rank: await ranks(SIZES[i]!), ledger: await ledgerOf() });
}
const [small, large] = measured;

describe(`with ${SIZES.join(' and with ')} people who completed one exercise`, () => {
  it('the rank is exact', () => {
    for (const { rank } of measured) expect(rank.read).toBe(rank.true);
    expect(large!.rank.true).toBeGreaterThan(small!.rank.true * 100);
  });

  it.each(Object.keys(small!.ledger))('the cost is the same: %s', (operation) => {
    expect(large!.ledger[operation]).toBe(small!.ledger[operation]);
  });

  it.each([
    ['exercise(id) with solvers, the first 20', 1.5],
    ['exercise(id) with solvers, the latest 20', 1.5],
    ['leaderboard, 20', 1],
    ['viewer with rank', 5],
    ['viewer with rank in a month', 4.5],
    ['GET stats.json', 1],
    ['GET badge.svg', 0.5],
    ['GET leaderboard.json, 20', 1],
  ])('is within its budget: %s', (operation, readUnits) => {
    expect(Number.parseFloat(large!.ledger[operation]!)).toBeLessThanOrEqual(readUnits);
  });

  it('the cost matches the ledger', async () => {
    await expect(`${JSON.stringify(large!.ledger, null, 2)}\n`).toMatchFileSnapshot(
      'capacityAtScale.ledger.json',
    );
  });
});
