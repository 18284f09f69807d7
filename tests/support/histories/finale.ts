import { tableNames } from '../../../local/config';
import { boardPeriods } from '../../../model/period';
import { countersOf, standingsOf } from '../../../ops/expected';
import { reconcile } from '../../../ops/reconcile';
import { allCompletions, openStore, type NamedCompletion } from '../../../ops/rows';
import { databaseAt } from '../database';
import { everyPage } from '../pages';
import { rowsOfPeople } from '../rowsOfPeople';
import { clientOf, type Client, type Reply } from './http';
import type { Invariant, Violation } from './invariants';
import { boundsOf, hasEnded, isGone, exercisesOf, mayHaveEnded } from './judge';
import { EXERCISES } from './exercises';
import { newRecord, type Person, type Record, type Session } from './record';
import { until } from './until';
import type { World } from './world';
import { operation } from '../operation';

type Wrong = (invariant: Invariant, what: string) => void;

const PERIODS = ['ALL_TIME', 'MONTH', 'WEEK'] as const;

/** Compares the tables, and the API's view of them, with the responses that clients received. */
export async function finale(
  world: World,
  client: Client,
  record: Record,
  stackKills: number,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  const wrong: Wrong = (invariant, what) => void violations.push({ invariant, what });
  const database = databaseAt(world.databaseEndpoint);
  await checkDrained(world, record, wrong);
  await checkSessions(client, record, wrong);

  const rows = await rowsOfPeople(world.client);
  for (const person of record.people) {
    const own = rows.filter(({ userId }) => userId === person.id);
    if (isGone(record, person) && own.length > 0) {
      const left = own.map(({ table, pk, sk }) => `${table} ${pk} ${sk}`);
      wrong('gone', `${person.login}: ${left.join(', ')}`);
    }
    const work = await database.rowsOf('Progress', person.id);
    checkWork(record, person, work, wrong);
    for (const row of work.filter((each) => each['completedAt'] !== undefined)) {
      checkAnnounced(world, person, row, stackKills > 0, wrong);
    }
  }
  checkRepetitions(world, wrong);
  const completions = await allCompletions(openStore(world.client, tableNames));
  for (const person of record.people) {
    const session = record.sessions.find(
      (each) => each.person === person && !mayHaveEnded(record, each, Infinity),
    );
    if (session) await checkOwn(client, session, completions.get(person.id) ?? [], wrong);
  }
  return violations;
}

/** Compares all public boards and lists with all completed rows. */
export async function checkPublic(world: World): Promise<Violation[]> {
  const record = newRecord([]);
  const client = clientOf(world, record);
  const { violations } = record;
  const wrong: Wrong = (invariant, what) => void violations.push({ invariant, what });
  const completions = await allCompletions(openStore(world.client, tableNames));
  await checkBoards(client, completions, wrong);
  for (const { id } of EXERCISES) await checkExercise(client, id, completions, wrong);
  return violations;
}

/** Waits for the functions on the stream, which retry with delays, and recounts. */
async function checkDrained(world: World, record: Record, wrong: Wrong): Promise<void> {
  const recount = () => reconcile(world.client, tableNames, { repair: false, waitMs: 10 });
  let found = await recount();
  await until('the streams are read', async () => {
    if (found.pending.length > 0) found = await recount();
    return found.pending.length === 0 && (await isAllMarked(world, record.people));
  }).catch((error: Error) => wrong('announced', error.message));
  const { drifts, pending, busy } = found;
  if (drifts.length + pending.length + busy.length > 0) {
    wrong('numbers', JSON.stringify({ drifts, pending, busy }));
  }
}

/** Whether every completion is marked as announced. */
async function isAllMarked(world: World, people: readonly Person[]): Promise<boolean> {
  const database = databaseAt(world.databaseEndpoint);
  const rows = await Promise.all(people.map(({ id }) => database.rowsOf('Progress', id)));
  return rows
    .flat()
    .every((row) => row['completedAt'] === undefined || row['publishedAt'] !== undefined);
}

/** Sends one more request with every session: ended ones must be rejected, and no others. */
async function checkSessions(client: Client, record: Record, wrong: Wrong): Promise<void> {
  for (const session of record.sessions) {
    const { begun, reply } = await client.ask(session, operation(`{ __typename }`));
    const whose = `session ${session.id.slice(0, 8)} of ${session.person.login}`;
    if (reply.was === 'answered' && hasEnded(record, session, begun)) {
      wrong('endedSessions', `${whose} is accepted in the end`);
    }
    if (reply.was !== 'answered' && !mayHaveEnded(record, session, begun)) {
      wrong('signedIn', `${whose} is ${reply.was} in the end`);
    }
  }
}

type Row = { readonly [attribute: string]: unknown };

function checkWork(record: Record, person: Person, work: readonly Row[], wrong: Wrong): void {
  for (const { id } of exercisesOf(record, person)) {
    const row = work.find((each) => each['exerciseId'] === id);
    const isCompleted = row?.['completedAt'] !== undefined;
    const attempts = Number(row?.['attempts'] ?? 0);
    const bounds = boundsOf(record, person, id);
    const what = `${person.login}, ${id}: ${JSON.stringify(row ?? null)}`;
    if (!isCompleted && bounds.isCompleted) wrong('answersLast', what);
    if (isCompleted && !bounds.mayBeCompleted) wrong('nothingInvented', what);
    if (attempts < bounds.attemptsMin || attempts > bounds.attemptsMax) {
      wrong('attemptsOnce', `${what}, not ${bounds.attemptsMin} to ${bounds.attemptsMax} attempts`);
    }
  }
}

function checkAnnounced(
  world: World,
  { id, login }: Person,
  row: Row,
  wasCutOff: boolean,
  wrong: Wrong,
): void {
  const [pk, sk] = [String(row['pk']), String(row['sk'])];
  const isHeard = world
    .events()
    .some(
      (each) =>
        each.username === login &&
        each.exerciseId === row['exerciseId'] &&
        each.completedAt === row['completedAt'],
    );
  if (isHeard || wasCutOff || world.front.isUnheard(pk, sk)) return;
  wrong('announced', `${login} (${id}), ${String(row['exerciseId'])}: no event`);
}

function checkRepetitions(world: World, wrong: Wrong): void {
  const seen = new Set<string>();
  for (const event of world.events()) {
    const text = JSON.stringify(event);
    if (seen.has(text)) wrong('announced', `${text}, again`);
    seen.add(text);
  }
}

type Completions = ReadonlyMap<string, readonly NamedCompletion[]>;

/** Returns the data of a response. No fault is active, so the request must succeed. */
async function answer<Data>(asking: Promise<{ readonly reply: Reply<Data> }>): Promise<Data> {
  const { reply } = await asking;
  if (reply.was !== 'answered') throw new Error(`Not answered: ${JSON.stringify(reply)}`);
  return reply.data;
}

interface Entry {
  readonly rank: number;
  readonly username: string;
  readonly points: number;
  readonly completions: number;
}

async function checkBoards(client: Client, completions: Completions, wrong: Wrong): Promise<void> {
  const now = boardPeriods(Date.now());
  for (const [i, period] of PERIODS.entries()) {
    const expected = [...completions.values()]
      .flatMap((own) => {
        const standing = standingsOf(own).get(now[i]!);
        return standing?.rankKey ? [{ ...standing, username: own.at(-1)!.username }] : [];
      })
      .sort((a, b) => (a.rankKey! < b.rankKey! ? 1 : -1))
      .map(({ username, points, completions: count }, at) => ({
        rank: at + 1,
        username,
        points,
        completions: count,
      }));
    const pages = await everyPage((nextToken) =>
      answer(
        client.askPublic(
          operation(`query ($period: LeaderboardPeriod!, $nextToken: String) {
            leaderboard(period: $period, limit: 100, nextToken: $nextToken) {
              items { rank username points completions } nextToken
            }
          }`),
          { period, nextToken },
        ),
      ).then(({ leaderboard }) => leaderboard!),
    );
    same(
      'publicNumbers',
      `board ${period}`,
      pages.flatMap(({ items }) => items),
      expected,
      wrong,
    );
    const widget = await client.widget(`/v1/leaderboard.json?period=${period}&limit=100`);
    const { items } = JSON.parse(widget?.text ?? '{}') as { items: Entry[] };
    const shown = items.map(({ rank, username, points, completions: count }) => ({
      rank,
      username,
      points,
      completions: count,
    }));
    same('publicNumbers', `widget of ${period}`, shown, expected.slice(0, 100), wrong);
  }
}

async function checkExercise(
  client: Client,
  id: string,
  completions: Completions,
  wrong: Wrong,
): Promise<void> {
  const rows = [...completions.values()].flat().filter(({ exerciseId }) => exerciseId === id);
  const expected = countersOf(rows);
  const { exercise } = await answer(
    client.askPublic(
      operation(`query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }`),
      {
        id,
      },
    ),
  );
  same('publicNumbers', `statistics of ${id}`, exercise!.stats, expected, wrong);
  const solvers = await everyPage((nextToken) =>
    answer(
      client.askPublic(
        operation(`query ($id: ID!, $nextToken: String) {
          exercise(id: $id) { solvers(limit: 100, nextToken: $nextToken) { items { username } nextToken } }
        }`),
        { id, nextToken },
      ),
    ).then(({ exercise }) => exercise!.solvers!),
  );
  const named = solvers.flatMap(({ items }) => items.map(({ username }) => username));
  const solved = rows.map(({ username }) => username);
  same('publicNumbers', `solvers of ${id}`, named.sort(), solved.sort(), wrong);
  const stats = await client.widget(`/v1/exercises/${id}/stats.json`);
  const shown = JSON.parse(stats?.text ?? '{}') as typeof expected;
  same(
    'publicNumbers',
    `widget of ${id}`,
    { completions: shown.completions, attempts: shown.attempts },
    expected,
    wrong,
  );
}

/** Compares everything that people can read about themselves. */
async function checkOwn(
  client: Client,
  session: Session,
  completions: readonly NamedCompletion[],
  wrong: Wrong,
): Promise<void> {
  const { viewer } = await answer(
    client.ask(
      session,
      operation(`{ viewer {
        points completedCount activity { days { completions points } }
      } }`),
    ),
  );
  const work = await everyPage((nextToken) =>
    answer(
      client.ask(
        session,
        operation(`query ($nextToken: String) {
          progress(status: COMPLETED, limit: 100, nextToken: $nextToken) {
            items { attempts } nextToken
          }
        }`),
        { nextToken },
      ),
    ).then(({ progress }) => progress!),
  );
  const sum = (of: readonly number[]) => of.reduce((all, each) => all + each, 0);
  const points = sum(completions.map((each) => each.points));
  const { points: total, completedCount, activity } = viewer!;
  const { days } = activity!;
  const found = {
    points: total,
    count: completedCount,
    days: [sum(days.map((day) => day.completions)), sum(days.map((day) => day.points))],
    attempts: sum(work.flatMap(({ items }) => items.map(({ attempts }) => attempts))),
  };
  const expected = {
    points,
    count: completions.length,
    days: [completions.length, points],
    attempts: sum(completions.map(({ attempts }) => attempts)),
  };
  same('publicNumbers', `what ${session.person.login} reads`, found, expected, wrong);
}

function same(
  invariant: Invariant,
  what: string,
  found: unknown,
  expected: unknown,
  wrong: Wrong,
): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) wrong(invariant, `${what}: ${a}, not ${b}`);
}
