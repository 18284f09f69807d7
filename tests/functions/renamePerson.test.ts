import { DeleteCommand, type UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { lambdas } from '../../functions/manifest';
import { boardKey } from '../../model/board';
import { ALL_TIME, boardPeriods } from '../../model/period';
import { progressKey } from '../../model/progress';
import { userKey, userPk } from '../../model/user';
import { refuseForConflict } from '../stack/faults/kinds';
import { startFaultyDatabase, type FaultyDatabase } from '../stack/faults/faultyDatabase';
import { databaseAt, type Database } from '../support/database';
import type { Call } from '../support/databaseFront';
import { givenHistory, type PastCompletion } from '../support/history';
import { avatarOf, givenIdentified } from '../support/people';
import { profileRecord } from '../support/streamRecords';
import { startTables } from './world';

let tables: Awaited<ReturnType<typeof startTables<FaultyDatabase>>>;
let front: FaultyDatabase;
let database: Database;
let handler: typeof import('../../functions/renamePerson').handler;
let dynamo: typeof import('../../functions/lib/dynamo').dynamo;

beforeAll(async () => {
  tables = await startTables((endpoint) => startFaultyDatabase(() => endpoint));
  front = tables.front!;
  // Through the proxy, which has no fault while rows are written.
  database = databaseAt(front.endpoint);
  ({ handler } = await import('../../functions/renamePerson'));
  ({ dynamo } = await import('../../functions/lib/dynamo'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await front.set();
});
afterAll(() => tables.stop());

const shown = (username: string) => ({ username, avatarUrl: avatarOf(username) });

let people = 0;

/** A person with a history under one name, whose profile now has another one. */
async function givenRenamed(completions = 12) {
  people += 1;
  const id = String(3_000 + people);
  const from = `before-${people}`;
  const to = `after-${people}`;
  const history = await givenHistory(database, id, from, completions);
  await database.put('Progress', progressKey(id, `${from}-started`), {
    exerciseId: `${from}-started`,
    startedAt: new Date().toISOString(),
    attempts: 0,
    version: 1,
  });
  await givenIdentified(id, to);
  return { id, from, to, history, record: profileRecord(id, shown(from), shown(to)) };
}

const periodsOf = (history: readonly PastCompletion[]): string[] => [
  ...new Set(history.flatMap(({ completedAt }) => boardPeriods(Date.parse(completedAt)))),
];

/** All distinct names and avatars in a person's rows. */
async function namesOf(id: string, history: readonly PastCompletion[]) {
  const work = await database.rowsOf('Progress', id);
  const standings = await database.rowsOf('Leaderboards', id, periodsOf(history));
  const texts = [...work, ...standings].map(({ username, avatarUrl }) =>
    username === undefined ? 'unnamed' : `${String(username)} ${String(avatarUrl)}`,
  );
  return [...new Set(texts)].sort();
}

const nameIn = (username: string) => `${username} ${avatarOf(username)}`;

const deliver = async (...Records: DynamoDBRecord[]) =>
  (await handler({ Records })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const sequenceNumber = ({ dynamodb }: DynamoDBRecord) => dynamodb!.SequenceNumber!;

/** Counts the writes that the function sends. */
function countWrites(): () => number {
  const send = vi.spyOn(dynamo, 'send');
  return () =>
    send.mock.calls.filter(([{ constructor: kind }]) => kind.name === 'UpdateCommand').length;
}

const mute = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

describe('renaming a person', () => {
  it('renames completed work and all standings, and nothing else', async () => {
    const { id, to, history, record } = await givenRenamed();
    const work = await database.rowsOf('Progress', id);
    const standings = await database.rowsOf('Leaderboards', id, periodsOf(history));
    expect(await deliver(record)).toEqual([]);
    expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
    const renamed = (rows: Record<string, unknown>[]) =>
      rows.map((row) => (row['username'] === undefined ? row : { ...row, ...shown(to) }));
    expect(await database.rowsOf('Progress', id)).toEqual(renamed(work));
    expect(await database.rowsOf('Leaderboards', id, periodsOf(history))).toEqual(
      renamed(standings),
    );
  });

  it('shows the new name in the index of solvers', async () => {
    const { to, history, record } = await givenRenamed();
    await deliver(record);
    expect(await database.completedRows(history[0]!.exerciseId)).toMatchObject([shown(to)]);
  });

  it('renames if only the avatar changed', async () => {
    const { id, from, history } = await givenRenamed();
    await givenIdentified(id, from, { avatarUrl: 'https://example.com/haircut.png' });
    const after = { ...shown(from), avatarUrl: 'https://example.com/haircut.png' };
    await deliver(profileRecord(id, shown(from), after));
    expect(await namesOf(id, history)).toEqual([
      `${from} https://example.com/haircut.png`,
      'unnamed',
    ]);
  });

  it('renames everything in a long history', async () => {
    const { id, to, history, record } = await givenRenamed(500);
    expect(await deliver(record)).toEqual([]);
    expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
  });

  it('renames work on every page', async () => {
    const { id, to, history, record } = await givenRenamed(30);
    // A page has at most a megabyte.
    for (const { exerciseId } of history) {
      await database.update('Progress', progressKey(id, exerciseId), {
        padding: 'x'.repeat(50_000),
      });
    }
    await deliver(record);
    expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
  });

  it('reads nothing for a change of anything else, such as a sign-in', async () => {
    const send = vi.spyOn(dynamo, 'send');
    await deliver(profileRecord('1', shown('same'), shown('same')));
    expect(send).not.toHaveBeenCalled();
  });

  it('writes nothing when a record is repeated', async () => {
    const { record } = await givenRenamed();
    await deliver(record);
    const writes = countWrites();
    expect(await deliver(record, record)).toEqual([]);
    expect(writes()).toBe(0);
  });

  it('follows the profile, in whatever order records arrive', async () => {
    const { id, from, to, history, record } = await givenRenamed();
    await givenIdentified(id, 'at-last');
    const later = profileRecord(id, shown(to), shown('at-last'));
    await deliver(later);
    await deliver(record);
    expect(await namesOf(id, history)).toEqual([nameIn('at-last'), 'unnamed']);
    await deliver(profileRecord(id, shown('at-last'), shown(from)));
    expect(await namesOf(id, history)).toEqual([nameIn('at-last'), 'unnamed']);
  });

  it('renames again if the profile changes during the writes', async () => {
    const { id, to, history, record } = await givenRenamed();
    const send = dynamo.send.bind(dynamo);
    let writes = 0;
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: UpdateCommand) => {
      if (command.constructor.name === 'UpdateCommand' && ++writes === 5) {
        vi.restoreAllMocks();
        // Another call of the function has written the later name already.
        await givenIdentified(id, 'overtaking');
        await deliver(profileRecord(id, shown(to), shown('overtaking')));
      }
      return send(command);
    }) as never);
    expect(await deliver(record)).toEqual([]);
    expect(await namesOf(id, history)).toEqual([nameIn('overtaking'), 'unnamed']);
  });

  it('renames every person in a batch', async () => {
    const [one, other] = [await givenRenamed(), await givenRenamed()];
    expect(await deliver(one.record, other.record)).toEqual([]);
    for (const { id, to, history } of [one, other]) {
      expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
    }
  });
});

describe('renaming a person who leaves', () => {
  it('writes nothing without an account', async () => {
    const { id, from, history, record } = await givenRenamed();
    await database.remove('Users', userKey(id));
    expect(await deliver(record)).toEqual([]);
    expect(await namesOf(id, history)).toEqual([nameIn(from), 'unnamed']);
  });

  it('creates no row again that is removed before it is written', async () => {
    const { id, history, record } = await givenRenamed();
    const send = dynamo.send.bind(dynamo);
    const removed = new Set<string>();
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: UpdateCommand) => {
      if (command.constructor.name === 'UpdateCommand') {
        const { TableName, Key } = command.input;
        removed.add(`${TableName} ${Key!['pk']} ${Key!['sk']}`);
        await tables.documents.send(new DeleteCommand({ TableName, Key: Key! }));
      }
      return send(command);
    }) as never);
    expect(await deliver(record)).toEqual([]);
    expect(removed.size).toBe(history.length + periodsOf(history).length);
    expect(await namesOf(id, history)).toEqual(['unnamed']);
    expect(await database.row('Leaderboards', boardKey(ALL_TIME, id))).toBeNull();
  });
});

describe('a failing database', () => {
  const throttle = ({ answer }: Call) =>
    answer(
      400,
      '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}',
    );

  it.each([
    ['throttles', (call: Call) => throttle(call)],
    ['has conflicts with transactions', (call: Call) => void refuseForConflict(call)],
    ['drops connections', ({ socket }: Call) => void socket.destroy()],
  ])('that %s delays a rename', async (_, fail) => {
    const { id, to, history, record } = await givenRenamed();
    let calls = 0;
    await front.set({
      at: 'request',
      act(call) {
        calls += call.operation === 'UpdateItem' ? 1 : 0;
        if (call.operation !== 'UpdateItem' || calls % 3 !== 0) return false;
        fail(call);
        return true;
      },
    });
    expect(await deliver(record)).toEqual([]);
    expect(front.faults).toBeGreaterThan(3);
    await front.set();
    expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
  });

  it('that leaves reads of standings unprocessed is asked again', async () => {
    const { id, to, history, record } = await givenRenamed();
    const send = dynamo.send.bind(dynamo);
    let reads = 0;
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: UpdateCommand) => {
      if (command.constructor.name !== 'BatchGetCommand' || ++reads > 2) return send(command);
      const { RequestItems } = command.input as unknown as { RequestItems: unknown };
      return { Responses: {}, UnprocessedKeys: RequestItems };
    }) as never);
    expect(await deliver(record)).toEqual([]);
    expect(await namesOf(id, history)).toEqual([nameIn(to), 'unnamed']);
  });

  it('has the records of the people retried whose rows it refuses, and renames the others', async () => {
    const [one, other] = [await givenRenamed(), await givenRenamed()];
    const again = profileRecord(one.id, shown(one.to), shown(one.from));
    mute();
    await front.set({
      at: 'request',
      act({ operation, body, answer }) {
        if (operation !== 'UpdateItem' || !body.includes(`"${userPk(one.id)}"`)) return false;
        answer(400, '{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException"}');
        return true;
      },
    });
    expect(await deliver(one.record, other.record, again)).toEqual(
      [one.record, again].map(sequenceNumber),
    );
    await front.set();
    expect(await namesOf(other.id, other.history)).toEqual([nameIn(other.to), 'unnamed']);
    expect(await deliver(one.record, again)).toEqual([]);
    expect(await namesOf(one.id, one.history)).toEqual([nameIn(one.to), 'unnamed']);
  });

  it('ends a call in time, and the next one continues', async () => {
    const [one, other] = [await givenRenamed(), await givenRenamed()];
    mute();
    let writes = 0;
    await front.set({
      at: 'request',
      act(call) {
        if (call.operation !== 'UpdateItem') return false;
        writes += 1;
        if (writes <= 10) return false;
        throttle(call);
        return true;
      },
    });
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const deadlines = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(500));
    expect(await deliver(one.record, other.record)).toEqual(
      [one.record, other.record].map(sequenceNumber),
    );
    expect(deadlines).toHaveBeenCalledTimes(1);
    expect(deadlines.mock.lastCall![0]).toBeLessThan(lambdas.RenamePerson.timeoutSeconds * 1_000);
    vi.restoreAllMocks();
    await front.set();
    const left = countWrites();
    expect(await deliver(one.record)).toEqual([]);
    expect(left()).toBe(one.history.length + periodsOf(one.history).length - 10);
    expect(await namesOf(one.id, one.history)).toEqual([nameIn(one.to), 'unnamed']);
  });
});
