import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { countPeople } from '../../functions/lib/ranks';
import { tableNames } from '../../local/config';
import { boardKey, rankKey } from '../../model/board';
import { statsKey } from '../../model/exercise';
import type { ItemKey } from '../../model/keys';
import { nameKey } from '../../model/name';
import { boardPeriods } from '../../model/period';
import { progressKey, solversIndex } from '../../model/progress';
import { rankedKey, rankPk } from '../../model/rankTree';
import { sessionIndex, sessionKey } from '../../model/session';
import { removeOrphan } from '../../ops/orphans';
import { reconcile } from '../../ops/reconcile';
import { repairDrift } from '../../ops/repair';
import { openStore } from '../../ops/rows';
import { catalogue, rightHash } from '../support/catalogue';
import { ask } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { avatarOf, givenPerson } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint, streams } = await givenStack({ streams: true });
const database = databaseAt(dynamoEndpoint);
const client = new DynamoDBClient({ endpoint: dynamoEndpoint });
const documents = DynamoDBDocumentClient.from(client);

const exercises = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);
const [exercise] = exercises;
const check = (repair = false) => reconcile(client, tableNames, { repair, waitMs: 5 });

let people: { id: string; token: string }[];
const period = boardPeriods(Date.now())[1];

beforeAll(async () => {
  people = await Promise.all(Array.from({ length: 6 }, (_, i) => givenPerson(`person-${i}`)));
  for (const { token } of people) {
    for (const each of exercises.slice(0, 2)) await submit(url, token, each.id, rightHash(each));
  }
  await streams!.drained();
});

const HEALTHY = { drifts: [], pending: [], busy: [] };

const board = (who: number) => boardKey(period, people[who]!.id);

async function plus(key: ItemKey, counters: { completions: number; attempts: number }) {
  const row = await database.row('Exercises', key);
  return {
    completions: Number(row?.['completions'] ?? 0) + counters.completions,
    attempts: Number(row?.['attempts'] ?? 0) + counters.attempts,
  };
}

const remove = (Key: ItemKey) =>
  documents.send(new DeleteCommand({ TableName: tableNames.Leaderboards, Key }));

/** Counts a person on a board as the function on the stream does. */
const count = (where: string, userId: string) =>
  countPeople({ dynamo: documents, tableName: tableNames.Leaderboards }, where, [userId]);

/** Expects drift to be reported without `repair` and removed with it, without other changes. */
async function expectRepair(before: () => Promise<unknown>, ...kinds: string[]) {
  const leaderboards = () =>
    Promise.all(people.map(({ id }) => database.rowsOf('Leaderboards', id, [period])));
  const right = await leaderboards();
  await before();
  const planted = await check();
  expect(planted.drifts.map(({ kind }) => kind)).toEqual(kinds);
  expect(planted.drifts.filter(({ isRepaired }) => isRepaired)).toEqual([]);
  const repaired = await check(true);
  expect(repaired.drifts.map(({ kind }) => kind)).toEqual(kinds);
  expect(repaired.drifts.filter(({ isRepaired }) => !isRepaired)).toEqual([]);
  expect(await check()).toMatchObject(HEALTHY);
  expect(await leaderboards()).toEqual(right);
}

describe('reconcile', () => {
  it('finds no drift in correct data', async () => {
    expect(await check()).toEqual({
      completions: 12,
      exercises: 2,
      people: 6,
      boards: 3,
      arePendingCounted: false,
      ...HEALTHY,
    });
  });

  it('finds a counter that is too high, and one of an exercise without completions', async () => {
    const stray = catalogue.find(
      ({ id }) => !exercises.slice(0, 2).some((each) => each.id === id),
    )!;
    await expectRepair(
      async () => {
        const key = statsKey(exercise!.id, 3);
        const row = await database.row('Exercises', key);
        await database.update('Exercises', key, {
          completions: Number(row?.['completions'] ?? 0) + 2,
          attempts: Number(row?.['attempts'] ?? 0) + 5,
        });
        await database.put('Exercises', statsKey(stray.id, 0), { completions: 1, attempts: 1 });
      },
      'counters',
      'counters',
    );
    expect(await database.countedCompletions(exercise!.id)).toBe(6);
    expect(await database.countedCompletions(stray.id)).toBe(0);
  });

  /** Makes a counter too high. @returns its drift, as found by an operator */
  async function givenCounterDrift(id: string) {
    const completed = await database.countedCompletions(id);
    await database.update('Exercises', statsKey(id, 3), {
      ...(await plus(statsKey(id, 3), { completions: 2, attempts: 5 })),
    });
    const { drifts } = await check();
    expect(drifts.map(({ kind }) => kind)).toEqual(['counters']);
    return { drift: drifts[0]!, completed };
  }

  it('repairs a counter once, however many operators repair it concurrently', async () => {
    const { drift, completed } = await givenCounterDrift(exercise!.id);
    const store = openStore(client, tableNames);
    const repairs = await Promise.all([1, 2, 3].map(() => repairDrift(store, drift)));
    expect(repairs.filter(Boolean)).toHaveLength(1);
    expect(await check()).toMatchObject(HEALTHY);
    expect(await database.countedCompletions(exercise!.id)).toBe(completed);
  });

  it('reports that it did not repair a counter that has changed since the check', async () => {
    const { drift } = await givenCounterDrift(exercise!.id);
    const [shard, changed] = [statsKey(exercise!.id, 5), { completions: 1, attempts: 1 }];
    await database.update('Exercises', shard, await plus(shard, changed));
    const counters = () => database.countedCompletions(exercise!.id);
    const before = await counters();
    expect(await repairDrift(openStore(client, tableNames), drift)).toBe(false);
    expect(await counters()).toBe(before);
    const { drifts } = await check(true);
    expect(drifts.map(({ isRepaired }) => isRepaired)).toEqual([true]);
    expect(await check()).toMatchObject(HEALTHY);
  });

  it('finds incorrect points, a missing row and an extra row', async () => {
    await expectRepair(
      () => database.update('Leaderboards', board(0), { points: 9_999, completions: 1 }),
      'standing',
    );
    await expectRepair(() => remove(board(1)), 'standing');
    const stray = {
      points: 5,
      completions: 1,
      lastCompletedAt: '2026-01-01T00:00:00.000Z',
      username: 'person-0',
      avatarUrl: avatarOf('person-0'),
    };
    await expectRepair(
      () => database.put('Leaderboards', boardKey('WEEK#2026-01-05', people[0]!.id), stray),
      'standing',
    );
    expect(
      await database.row('Leaderboards', boardKey('WEEK#2026-01-05', people[0]!.id)),
    ).toBeNull();
  });

  it('finds every row of a person without an account, and subtracts their counts', async () => {
    const ghost = '404';
    const completedAt = '2026-11-02T10:00:00.000Z';
    const standing = {
      points: exercise!.points,
      completions: 1,
      lastCompletedAt: completedAt,
      rankKey: rankKey(exercise!.points, Date.parse(completedAt)),
    };
    const counted = await database.countedCompletions(exercise!.id);
    await expectRepair(async () => {
      await database.put('Progress', progressKey(ghost, exercise!.id), {
        exerciseId: exercise!.id,
        startedAt: completedAt,
        completedAt,
        attempts: 2,
        version: 1,
        points: exercise!.points,
        username: 'ghost',
        avatarUrl: 'https://example.com/ghost.png',
        ...solversIndex(exercise!.id, completedAt),
      });
      await database.put('Progress', progressKey(ghost, 'started'), {
        exerciseId: 'started',
        startedAt: completedAt,
        attempts: 0,
        version: 1,
      });
      const shard = statsKey(exercise!.id, 1);
      await database.put('Exercises', shard, await plus(shard, { completions: 1, attempts: 2 }));
      await database.put('Leaderboards', boardKey('ALL', ghost), standing);
      await count('ALL', ghost);
      await database.put('Sessions', sessionKey('a'.repeat(64), ghost), {
        createdAt: completedAt,
        expiresAt: Date.now() / 1_000 + 60,
        ...sessionIndex(ghost, completedAt),
      });
    }, 'orphan');
    expect(await database.countedCompletions(exercise!.id)).toBe(counted);
    const left = (await rowsOfPeople(client)).filter((row) => row.userId === ghost);
    expect(left).toEqual([]);
  });

  it('removes an orphan of a board from the tree too, as no stream record does', async () => {
    const ghost = '406';
    await expectRepair(async () => {
      const key = rankKey(10, Date.now());
      await database.put('Leaderboards', boardKey(period, ghost), { points: 10, rankKey: key });
      await count(period, ghost);
    }, 'orphan');
    expect(await database.row('Leaderboards', rankedKey(period, ghost))).toBeNull();
  });

  it('renames work and standings that show another name or avatar than the profile', async () => {
    const { id } = people[4]!;
    await expectRepair(async () => {
      await database.update('Progress', progressKey(id, exercise!.id), { username: 'former' });
      await database.update('Leaderboards', board(4), { avatarUrl: 'https://example.com/former' });
    }, 'name');
    expect(await database.row('Progress', progressKey(id, exercise!.id))).toMatchObject({
      username: 'person-4',
    });
  });

  it('removes the name of a person who has no account, even if it looks like the id of one', async () => {
    const ghost = '407';
    await expectRepair(async () => {
      // Not an account of its own: the key of a name is as long as that of a person.
      await database.put('Users', nameKey(ghost), { userId: ghost });
    }, 'orphan');
    expect(await database.row('Users', nameKey(ghost))).toBeNull();
  });

  it('keeps a name that someone else takes meanwhile', async () => {
    const { id } = await givenPerson('successor');
    const name = { table: 'Users' as const, ...nameKey('successor') };
    const orphan = {
      kind: 'orphan' as const,
      userId: '408',
      rows: [name],
      countedOn: [],
      found: 1,
      expected: 0 as const,
    };
    expect(await removeOrphan(openStore(client, tableNames), orphan)).toBe(false);
    expect(await database.row('Users', nameKey('successor'))).toMatchObject({ userId: id });
  });

  it('reports a person only on a tree as pending, and removes them on request', async () => {
    const gone = '405';
    const key = rankKey(10, Date.now());
    await database.put('Leaderboards', boardKey(period, gone), { points: 10, rankKey: key });
    await count(period, gone);
    await remove(boardKey(period, gone));
    const pending = [{ period, userId: gone }];
    expect(await check()).toMatchObject({ ...HEALTHY, pending });
    expect(await check(true)).toMatchObject({ ...HEALTHY, pending });
    expect(await check()).toMatchObject(HEALTHY);
    expect(await database.row('Leaderboards', rankedKey(period, gone))).toBeNull();
  });

  it('keeps the rows of a person who has an account again', async () => {
    const { id } = await givenPerson('back-again');
    const session = sessionKey('b'.repeat(64), id);
    await database.put('Sessions', session, { createdAt: '2026-11-02T10:00:00.000Z' });
    const orphan = {
      kind: 'orphan' as const,
      userId: id,
      rows: [{ table: 'Sessions' as const, ...session }],
      countedOn: [],
      found: 1,
      expected: 0 as const,
    };
    const store = openStore(client, tableNames);
    expect(await removeOrphan(store, orphan)).toBe(false);
    expect(await database.row('Sessions', session)).not.toBeNull();
    await database.remove('Sessions', session);
  });

  it('ignores the rows of an account that is being deleted', async () => {
    const leaving = await givenPerson('leaving');
    await givenHistory(database, leaving.id, 'leaving', 150);
    const leave = async (): Promise<boolean> => {
      const { deleteAccount } = await ask(
        url,
        leaving,
        operation(`mutation { deleteAccount(confirm: "leaving") { done } }`),
      );
      return deleteAccount!.done;
    };
    expect(await leave()).toBe(false);
    expect((await check()).drifts).toEqual([]);
    while (!(await leave()));
    await streams!.drained();
  });

  it('does not create the missing row of a person who has left since the check', async () => {
    const left = await givenPerson('left-since');
    await submit(url, left.token, exercise!.id, rightHash(exercise!));
    await streams!.drained();
    await remove(boardKey(period, left.id));
    const { drifts } = await check();
    expect(drifts).toMatchObject([{ kind: 'standing', userId: left.id, period }]);
    await ask(url, left, operation(`mutation { deleteAccount(confirm: "left-since") { done } }`));
    expect(await repairDrift(openStore(client, tableNames), drifts[0]!)).toBe(false);
    await streams!.drained();
    expect(await check()).toMatchObject(HEALTHY);
  });

  it('finds a rank key that is incorrect or missing', async () => {
    const wrong = '0000000500#8200000000000';
    await expectRepair(
      () => database.update('Leaderboards', board(2), { rankKey: wrong }),
      'standing',
    );
    await expectRepair(
      () =>
        documents.send(
          new UpdateCommand({
            TableName: tableNames.Leaderboards,
            Key: board(2),
            UpdateExpression: 'REMOVE rankKey',
          }),
        ),
      'standing',
    );
  });

  it('finds nodes that do not equal the sum of the people', async () => {
    const root = { pk: rankPk(period), sk: 'NODE#' };
    await expectRepair(
      () => database.update('Leaderboards', root, { c001: 3, c149: -1 }),
      'tree',
      'tree',
    );
    // Without the marker, the person would be counted a second time.
    await expectRepair(
      () => remove(rankedKey(period, people[3]!.id)),
      ...Array<string>(5).fill('tree'),
    );
  });

  it('does not report concurrent completions as drift', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, (_, i) => givenPerson(`late-${i}`)));
    let isOver = false;
    let looked = () => {};
    const firstLook = new Promise<void>((resolve) => (looked = resolve));
    const completing = Promise.all(
      crowd.map(async ({ token }) => {
        for (const [i, each] of exercises.slice(0, 4).entries()) {
          // Some complete during the first check, and others after it, however long it takes.
          if (i === 2) await firstLook;
          await submit(url, token, each.id, rightHash(each));
        }
      }),
    ).then(() => {
      isOver = true;
    });
    let looks = 0;
    while (!isOver) {
      expect((await check()).drifts).toEqual([]);
      looks += 1;
      looked();
    }
    await completing;
    await streams!.drained();
    expect(looks).toBeGreaterThan(1);
    expect(await check()).toMatchObject({ completions: 12 + 8 * 4, ...HEALTHY });
  });

  it('reports a person not counted yet as pending, and counts them on request', async () => {
    await streams!.stop();
    const late = await givenPerson('uncounted');
    await submit(url, late.token, exercise!.id, rightHash(exercise!));
    const pending = boardPeriods(Date.now())
      .sort()
      .map((each) => ({ period: each, userId: late.id }));
    expect(await check()).toMatchObject({ ...HEALTHY, pending });
    expect(await check(true)).toMatchObject({ ...HEALTHY, pending });
    expect(await check()).toMatchObject(HEALTHY);
  });
});
