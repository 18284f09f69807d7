import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { publishCatalogue } from '../../catalogue/publish';
import type { Exercise } from '../../catalogue/read';
import { createApi } from '../../local/appsync/api';
import { limitConcurrency } from '../../local/concurrency';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { startEmbedded } from '../../local/dynamo/embedded';
import { createTables } from '../../local/dynamo/tables';
import { linkResources } from '../../local/resources';
import { progressFilters } from '../../functions/lib/progressFilters';
import { startStreams } from '../../local/streams';
import { bundledResolvers, dataSources } from '../../local/wiring';
import { boardPeriods } from '../../model/period';
import { userKey } from '../../model/user';
import { countersOf, standingsOf, type Standing } from '../../stats/expected';
import { reconcile } from '../../stats/reconcile';
import { allBoards, allCompletions, allCounters, openStore } from '../../stats/rows';
import { startFaultProxy, type FaultRates } from './faultProxy';
import { numbers } from './numbers';

export interface ExactnessOptions {
  readonly users: number;
  readonly labs: number;
  /** Of the users, those who go after everything is completed. */
  readonly leavers: number;
  /** Further users, who do every lab while those go. */
  readonly latecomers: number;
  /** Operations at the same time. */
  readonly atOnce: number;
  readonly faults: FaultRates;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface ExactnessReport {
  readonly completions: number;
  /** Answers that said to try again, by type. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly injected: Readonly<Record<string, number>>;
  /** How many things were held against each other. */
  readonly checks: number;
  readonly inequalities: readonly string[];
  readonly completionsPerSecond: number;
}

interface Person {
  readonly id: string;
  readonly username: string;
}

const RIGHT = 'a'.repeat(64);
const WRONG = 'b'.repeat(64);
const PERIODS = ['ALL_TIME', 'MONTH', 'WEEK'] as const;
const USERS_AT_ONCE = 25;

/**
 * Has people complete labs in a random order at the same time, each several at once, on a database that
 * conflicts and throttles; then has some of them go while others complete. After both it holds every
 * number against one that is computed from the completed rows.
 */
export async function runExactness(options: ExactnessOptions): Promise<ExactnessReport> {
  const { users, labs, leavers, latecomers, atOnce, faults, seed } = options;
  const log = options.log ?? (() => {});
  const below = numbers(seed);
  const world = await startWorld(faults, seed, labs);
  const refusals: Record<string, number> = {};
  const inequalities: string[] = [];
  let checks = 0;
  let completions = 0;
  let seconds = 0;
  const people = await world.signUp(users + latecomers);
  const jobsOf = (some: readonly Person[]) =>
    shuffled(
      some.flatMap((person) => world.exercises.map((lab) => ({ person, lab }))),
      below,
    );

  /** Until it is counted, as a client tries; now and then the first answer is wrong. */
  async function complete({ person, lab }: { person: Person; lab: Exercise }): Promise<void> {
    let isWrong = lab.verification.kind === 'ANSWER' && below(10) === 0;
    for (;;) {
      const input = { exerciseId: lab.id, verificationHash: isWrong ? WRONG : RIGHT };
      const { data, type } = await world.ask<{ recordCompletion: { outcome: string } }>(
        person,
        'mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }',
        { input },
      );
      if (type !== undefined) refusals[type] = (refusals[type] ?? 0) + 1;
      else if (data.recordCompletion.outcome === 'REJECTED') isWrong = false;
      else if (data.recordCompletion.outcome === 'COMPLETED') return;
      else throw new Error(`Not completed, but ${data.recordCompletion.outcome}.`);
    }
  }

  async function leave(person: Person): Promise<void> {
    for (;;) {
      const { data, type } = await world.ask<{ deleteAccount: { done: boolean } }>(
        person,
        'mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }',
        { confirm: person.username },
      );
      if (type !== undefined) refusals[type] = (refusals[type] ?? 0) + 1;
      else if (data.deleteAccount.done) return;
    }
  }

  async function timed(some: readonly Person[], beside: () => Promise<unknown>): Promise<void> {
    const jobs = jobsOf(some);
    const started = performance.now();
    await Promise.all([...jobs.map(limitConcurrency(atOnce, complete)), beside()]);
    seconds += (performance.now() - started) / 1_000;
    completions += jobs.length;
    log(`${jobs.length} completions, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  }

  async function check(when: string, present: readonly Person[]): Promise<void> {
    const started = performance.now();
    await world.streams.drained();
    log(`${when}: ranks counted ${((performance.now() - started) / 1_000).toFixed(1)} s later`);
    world.setFaults(false);
    const equal = (what: string, found: unknown, expected: unknown) => {
      checks += 1;
      if (isDeepStrictEqual(found, expected)) return;
      inequalities.push(
        `${when}: ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
      );
    };
    await compare(world, present, labs, equal);
    const found = await reconcile(world.client, tableNames, { repair: false, waitMs: 10 });
    equal('reconcile finds', [found.drifts, found.pending, found.busy], [[], [], []]);
    equal('reconcile reads', found.completions, present.length * labs);
    equal('dead letters', world.streams.deadLetters, []);
    world.setFaults(true);
    log(`${when}: ${checks} checks so far, ${inequalities.length} inequalities`);
  }

  try {
    const early = people.slice(0, users);
    await timed(early, async () => {});
    await check('after everybody completed everything', early);
    const gone = early.slice(0, leavers);
    await timed(people.slice(users), () =>
      Promise.all(gone.map(limitConcurrency(Math.ceil(atOnce / 4), leave))),
    );
    await check(`after ${leavers} left while others completed`, people.slice(leavers));
    return {
      completions,
      refusals,
      injected: { ...world.injected },
      checks,
      inequalities,
      completionsPerSecond: completions / seconds,
    };
  } finally {
    await world.stop();
  }
}

type World = Awaited<ReturnType<typeof startWorld>>;
type Equal = (what: string, found: unknown, expected: unknown) => void;

/** Rows against counters, boards against boards made anew, ranks against positions. */
async function compare(
  world: World,
  present: readonly Person[],
  labs: number,
  equal: Equal,
): Promise<void> {
  const store = openStore(world.client, tableNames);
  const completed = await allCompletions(store);
  equal('people with completions', completed.size, present.length);
  for (const { id } of present) equal(`rows of ${id}`, completed.get(id)?.length, labs);

  const counters = await allCounters(store);
  const rows = [...completed.values()].flat();
  for (const { id } of world.exercises) {
    const expected = countersOf(rows.filter(({ exerciseId }) => exerciseId === id));
    equal(`counters of ${id}`, counters.get(id), expected);
    equal(`completions of ${id}`, expected.completions, present.length);
  }

  const standings = new Map([...completed].map(([id, each]) => [id, standingsOf(each)]));
  const { people } = await allBoards(store);
  for (const [id, expected] of standings) {
    for (const [period, standing] of expected) {
      const row = people.get(id)?.get(period);
      equal(`${period} of ${id}`, row && standingOf(row), standingOf(standing));
    }
  }
  const kept = [...people.values()].reduce((sum, each) => sum + each.size, 0);
  equal(
    'rows of boards',
    kept,
    [...standings.values()].reduce((sum, each) => sum + each.size, 0),
  );

  const now = boardPeriods(Date.now());
  for (const [i, period] of PERIODS.entries()) {
    await comparePeriod(world, present, period, standingsIn(standings, now[i]!), equal);
  }
}

const standingsIn = (all: Map<string, Map<string, Standing>>, period: string) =>
  new Map([...all].flatMap(([id, each]) => (each.has(period) ? [[id, each.get(period)!]] : [])));

/** One board as clients see it, page by page, and everybody's rank on it. */
async function comparePeriod(
  world: World,
  present: readonly Person[],
  period: (typeof PERIODS)[number],
  standings: Map<string, Standing>,
  equal: Equal,
): Promise<void> {
  const board = await world.leaderboard(period);
  const byName = new Map(present.map(({ id, username }) => [username, standings.get(id)]));
  const ranked = [...standings.values()].filter(({ rankKey }) => rankKey !== undefined);
  // Of equals to the millisecond the order is the index's; their keys are the same.
  const keys = ranked.map(({ rankKey }) => rankKey!);
  equal(
    `${period} in order`,
    board.map(({ username }) => byName.get(username)?.rankKey),
    keys.sort().reverse(),
  );
  equal(
    `${period} ranks of entries`,
    board.map(({ rank }) => rank),
    board.map((_, i) => i + 1),
  );
  equal(
    `${period} points`,
    board.map(({ points, completions }) => [points, completions]),
    board.map(({ username }) => [byName.get(username)?.points, byName.get(username)?.completions]),
  );
  const position = new Map(board.map(({ username }, i) => [username, i + 1]));
  await Promise.all(
    present.map(
      limitConcurrency(20, async (person: Person) => {
        const { data } = await world.ask<{ viewer: { rank: number | null } }>(
          person,
          'query ($period: LeaderboardPeriod!) { viewer { rank(period: $period) } }',
          { period },
        );
        equal(
          `${period} rank of ${person.id}`,
          data.viewer.rank,
          position.get(person.username) ?? null,
        );
      }),
    ),
  );
}

const standingOf = ({ points, completions, lastCompletedAt, rankKey }: Standing) => ({
  points,
  completions,
  lastCompletedAt,
  rankKey,
});

interface Entry {
  readonly rank: number;
  readonly username: string;
  readonly points: number;
  readonly completions: number;
}

/** The API in this process, its database behind a proxy that fails, and the function that counts ranks. */
async function startWorld(faults: FaultRates, seed: number, labs: number) {
  const database = await startEmbedded();
  const proxy = await startFaultProxy(database.endpoint, faults, seed);
  linkResources({
    url: 'http://localhost:4000',
    frontendUrl: 'http://localhost:4321',
    dynamoEndpoint: proxy.endpoint,
    jwtSecret: 'a secret for tests that is long enough',
  });
  const settings = { region: REGION, credentials: LOCAL_CREDENTIALS };
  const client = new DynamoDBClient({ ...settings, endpoint: database.endpoint });
  // What is throttled is seen by the resolvers, and not tried again before.
  const faulty = new DynamoDBClient({ ...settings, endpoint: proxy.endpoint, maxAttempts: 1 });
  await createTables(client, tableNames);
  const exercises = catalogueOf(labs);
  await publishCatalogue(client, tableNames.Exercises, exercises, () => true);
  const [schema, resolvers, countRanks] = await Promise.all([
    readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    bundledResolvers(tableNames),
    // Not before its resources are linked.
    import('../../functions/countRanks'),
  ]);
  const api = createApi({
    schema,
    resolvers,
    sources: dataSources(faulty, randomBytes(32)),
    auth: { defaultMode: 'AWS_LAMBDA' },
  });
  const streams = startStreams({
    client,
    dynamoEndpoint: database.endpoint,
    tableName: tableNames.Progress,
    consumers: async () => [
      { name: 'countRanks', handler: countRanks.handler, filters: progressFilters.countRanks },
    ],
  });

  async function ask<Data>(person: Person, query: string, variables: Record<string, unknown>) {
    const resolverContext = { userId: person.id, tokenHash: 'a'.repeat(64) };
    const { result } = await api.execute(
      { query, variables },
      {
        caller: { mode: 'AWS_LAMBDA', identity: { resolverContext }, deniedFields: [] },
        headers: {},
      },
    );
    const [error] = result.errors ?? [];
    const type = error && ('errorType' in error ? String(error.errorType) : error.message);
    return { data: result.data as Data, type };
  }

  return {
    client,
    exercises,
    streams,
    injected: proxy.injected,
    setFaults: proxy.setFaults,
    ask,

    async signUp(count: number): Promise<Person[]> {
      const people = Array.from({ length: count }, (_, i) => ({
        id: String(1_000 + i),
        username: `person-${i}`,
      }));
      const documents = DynamoDBDocumentClient.from(client);
      for (let from = 0; from < count; from += USERS_AT_ONCE) {
        const requests = people.slice(from, from + USERS_AT_ONCE).map(({ id, username }) => ({
          PutRequest: {
            Item: { ...userKey(id), username, avatarUrl: `https://example.com/${id}.png` },
          },
        }));
        await documents.send(
          new BatchWriteCommand({ RequestItems: { [tableNames.Users]: requests } }),
        );
      }
      return people;
    },

    async leaderboard(period: string): Promise<Entry[]> {
      const entries: Entry[] = [];
      let nextToken: string | null = null;
      do {
        const { data }: { data: { leaderboard: { items: Entry[]; nextToken: string | null } } } =
          await ask(
            { id: '1', username: 'anybody' },
            `query ($period: LeaderboardPeriod!, $nextToken: String) {
              leaderboard(period: $period, limit: 100, nextToken: $nextToken) {
                items { rank username points completions } nextToken
              }
            }`,
            { period, nextToken },
          );
        entries.push(...data.leaderboard.items);
        nextToken = data.leaderboard.nextToken;
      } while (nextToken !== null);
      return entries;
    },

    async stop() {
      await streams.stop();
      client.destroy();
      faulty.destroy();
      await proxy.close();
      await database.stop();
    },
  };
}

/** Every fifth one is self-reported and earns nothing; some are worth the same. */
const catalogueOf = (labs: number): Exercise[] =>
  Array.from({ length: labs }, (_, i): Exercise => {
    const isJudged = i % 5 !== 4;
    return {
      id: `lab-${String(i).padStart(2, '0')}`,
      title: `Lab ${i}`,
      summary: 'One of many.',
      difficulty: 'BEGINNER',
      tags: ['many'],
      points: isJudged ? 10 * (1 + (i % 3)) : 0,
      estimatedMinutes: 5,
      position: i,
      prerequisites: [],
      verification: isJudged ? { kind: 'ANSWER', hash: RIGHT } : { kind: 'SELF_REPORTED' },
      instructions: '# Many\n',
    };
  });

function shuffled<T>(all: readonly T[], below: (limit: number) => number): T[] {
  const order = [...all];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
