import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { boardKey } from '../../model/board';
import { nameKey } from '../../model/name';
import { progressKey } from '../../model/progress';
import { sessionKey } from '../../model/session';
import { byTable, tables, type TableName } from '../../model/tables';
import { userKey } from '../../model/user';
import { reconcile } from '../../ops/reconcile';
import type { RestoreRequest } from '../../ops/restore/request';
import { run } from '../../ops/restore/run';
import { sideTable } from '../../ops/restore/sideTable';
import { openExercise, rightHash } from '../support/catalogue';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenIdentified, givenPerson } from '../support/people';
import { startScript } from '../support/running';
import { startRestoringDatabase } from '../support/restoringDatabase';
import { givenStack } from '../support/stack';

const { url, dynamoEndpoint, streams } = await givenStack({ streams: true });
const live = databaseAt(dynamoEndpoint);
const direct = new DynamoDBClient({ endpoint: dynamoEndpoint });
const aws = await startRestoringDatabase(dynamoEndpoint);
afterAll(() => aws.close());
const client = new DynamoDBClient({ endpoint: aws.endpoint, maxAttempts: 1 });

const ALL = Object.keys(tables) as TableName[];
let last = 0;
/** A whole second that has not passed, and another one each time. */
function soon(): Date {
  last = Math.max(last + 1_000, Math.ceil(Date.now() / 1_000) * 1_000);
  return new Date(last);
}
const copiesAt = (at: Date) => byTable((table) => sideTable(tableNames[table], at));

/** The request of a restore of everything, unless changed. */
const requestAt = (at: Date, change: Partial<RestoreRequest> = {}): RestoreRequest => ({
  action: 'restore',
  stage: 'prod',
  at: at.getTime(),
  tables: ALL,
  keys: [],
  countsOnly: false,
  ...change,
});

/** Runs a request, and returns what it printed. */
async function restore(at: Date, change: Partial<RestoreRequest> = {}) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const code = await run(requestAt(at, change), client, tableNames, 1);
    return { code, text: log.mock.calls.join('\n') };
  } finally {
    log.mockRestore();
  }
}

const tablesNow = async () => (await direct.send(new ListTablesCommand({}))).TableNames!;

let ada: { id: string; token: string };
let bob: typeof ada;
/** Two people have completed an exercise, and one session has expired. */
let at: Date;

beforeAll(async () => {
  [ada, bob] = [await givenPerson('ada'), await givenPerson('bob')];
  for (const { token } of [ada, bob]) {
    await submit(url, token, openExercise.id, rightHash(openExercise));
  }
  await streams!.drained();
  await live.put('Sessions', sessionKey('e'.repeat(64), ada.id), { expiresAt: 1 });
  at = soon();
  await aws.remember(at);
  await live.remove('Sessions', sessionKey('e'.repeat(64), ada.id));
});

afterEach(() => {
  aws.window = { from: new Date(0), to: new Date('2100-01-01T00:00:00Z') };
});

describe('a restore', () => {
  const work = () => progressKey(ada.id, openExercise.id);
  let row: Record<string, unknown> | null;

  beforeAll(async () => {
    row = await live.row('Progress', work());
    await live.remove('Progress', work());
    await live.update('Users', userKey(bob.id), { lastLoginAt: '2030-01-01T00:00:00.000Z' });
    await live.put('Users', userKey('77'), { username: 'new' });
    await streams!.drained();
  });

  it('creates copies that agree with each other, and shows what is different now', async () => {
    aws.written.clear();
    const { code, text } = await restore(at);
    expect(text).toContain(`Progress: restoring to ${copiesAt(at).Progress}`);
    expect(text).toContain('2 completions of 2 people');
    expect(text).toContain('0 drifts, 0 of them not repaired');
    expect(text).toContain(
      'Progress: 2 rows in the copy, 1 live; 1 only in the copy, 0 only live, 0 changed\n' +
        `  only in the copy: USER#${ada.id} EXERCISE#${openExercise.id}\n`,
    );
    expect(text).toContain('0 only in the copy, 1 only live, 1 changed\n  only live: USER#77 ');
    // The session that has expired comes back in the copy.
    expect(text).toContain('Sessions: 2 rows in the copy, 2 live; 0 only in the copy');
    expect(code).toBe(0);
    // Neither the live tables nor the copies.
    expect([...aws.written]).toEqual([]);
  });

  it('continues with the copies when it runs again, even if they can no longer be made', async () => {
    const before = aws.restored.length;
    aws.window = { from: new Date('2099-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };
    const { code, text } = await restore(at);
    expect(text).toContain('Progress: continuing with ');
    expect([code, aws.restored.length]).toEqual([0, before]);
  });

  it('lists no key where others may read the log', async () => {
    const { text } = await restore(at, { countsOnly: true });
    expect(text).toContain('1 only in the copy');
    expect(text).not.toContain(ada.id);
  });

  it('restores one table alone, without reconciling', async () => {
    const { code, text } = await restore(at, { tables: ['Progress'] });
    expect(text).toContain('not reconciled');
    expect(code).toBe(0);
  });

  it('puts a lost row back, and the numbers can then be repaired', async () => {
    await reconcile(direct, tableNames, { repair: true, waitMs: 1 });
    const first = await restore(at, { action: 'put back', tables: ['Progress'] });
    expect(first).toMatchObject({
      code: 0,
      text: expect.stringContaining('Progress: 1 rows put back, 0 refused'),
    });
    expect(await live.row('Progress', work())).toEqual(row);
    await streams!.drained();
    await reconcile(direct, tableNames, { repair: true, waitMs: 1 });
    expect(await reconcile(direct, tableNames, { repair: false, waitMs: 1 })).toMatchObject({
      completions: 2,
      drifts: [],
    });
    const second = await restore(at, { action: 'put back', tables: ['Progress'] });
    expect(second.text).toContain('Progress: 0 rows put back, 0 refused');
  });
});

describe('putting rows back', () => {
  const putBack = (moment: Date, table: TableName, ...keys: string[]) =>
    restore(moment, { action: 'put back', tables: [table], keys });

  it('brings a person back with their name, and then only the work that is named', async () => {
    const { id, token } = await givenPerson('carol');
    await submit(url, token, openExercise.id, rightHash(openExercise));
    const moment = soon();
    await aws.remember(moment);
    await restore(moment);
    const before = [
      await live.row('Users', userKey(id)),
      await live.row('Users', nameKey('carol')),
    ];
    expect(before).not.toContain(null);
    await live.remove('Users', userKey(id));
    await live.remove('Users', nameKey('carol'));
    await live.remove('Progress', progressKey(id, openExercise.id));

    const early = await putBack(moment, 'Progress', `USER#${id}`);
    expect(early).toMatchObject({ code: 2, text: expect.stringContaining('1 refused') });
    const profile = await putBack(moment, 'Users', `USER#${id} PROFILE`);
    expect(profile).toMatchObject({ code: 0 });
    expect([
      await live.row('Users', userKey(id)),
      await live.row('Users', nameKey('carol')),
    ]).toEqual(before);
    const other = await putBack(moment, 'Progress', `USER#${bob.id}`);
    expect(other.text).toContain('0 rows put back, 0 refused');
    expect(await putBack(moment, 'Progress', `USER#${id}`)).toMatchObject({
      code: 0,
      text: expect.stringContaining('1 rows put back'),
    });
  });

  it('gives a new account nothing of a deleted one, and takes no name from anyone', async () => {
    const { id, token } = await givenPerson('dora');
    await submit(url, token, openExercise.id, rightHash(openExercise));
    const moment = soon();
    await aws.remember(moment);
    await restore(moment);
    await live.remove('Progress', progressKey(id, openExercise.id));
    await live.remove('Users', userKey(id));
    await live.put('Users', nameKey('dora'), { userId: '4711' });
    expect(await putBack(moment, 'Users', `USER#${id}`)).toMatchObject({ code: 2 });
    expect(await live.row('Users', userKey(id))).toBeNull();

    await live.remove('Users', nameKey('dora'));
    await givenIdentified(id, 'dora', { at: moment.getTime() + 1 });
    expect(await putBack(moment, 'Progress', `USER#${id}`)).toMatchObject({ code: 2 });
    expect(await live.row('Progress', progressKey(id, openExercise.id))).toBeNull();
  });

  it.each<[TableName, string]>([
    ['Sessions', 'would be valid again'],
    ['Leaderboards', 'pnpm stats reconcile --repair rebuilds them'],
    ['Users', 'Name the people with --key'],
  ])('is refused for %s', async (table, reason) => {
    await expect(putBack(at, table)).rejects.toThrow(reason);
  });

  it('needs a copy', async () => {
    const never = new Date('2030-01-01T00:00:00Z');
    await expect(putBack(never, 'Progress')).rejects.toThrow(
      'There is no copy of Progress as of 2030-01-01T00:00:00Z. Restore it first.',
    );
  });
});

it('reports copies that contradict each other', async () => {
  const board = boardKey('ALL', bob.id);
  const { points } = (await live.row('Leaderboards', board))!;
  await live.update('Leaderboards', board, { points: Number(points) + 1 });
  const moment = soon();
  await aws.remember(moment);
  await live.update('Leaderboards', board, { points });
  const { code, text } = await restore(moment);
  expect(text).toContain(`drift: user ${bob.id} on ALL: `);
  expect(code).toBe(2);

  const counted = await restore(moment, { countsOnly: true });
  expect(counted.text).toMatch(/Reconciled copies:\n.*: [1-9]\d* drifts, /);
  expect(counted.text).not.toContain(bob.id);
  expect(counted.code).toBe(2);
});

describe('AWS refuses', () => {
  const later = new Date('2031-01-01T00:00:00Z');

  it('a time outside the window, before any table is restored', async () => {
    aws.window = { from: new Date('2026-10-01T00:00:00.4Z'), to: new Date('2026-11-05T12:00:00Z') };
    const before = aws.restored.length;
    await expect(restore(later)).rejects.toThrow(
      'Users can be restored to a time from 2026-10-01T00:00:01Z to 2026-11-05T12:00:00Z, not to 2031-01-01T00:00:00Z.',
    );
    expect(aws.restored).toHaveLength(before);
  });

  it('tables without recovery', async () => {
    aws.window = null;
    await expect(restore(later)).rejects.toThrow(/recovery of Users is off/);
  });

  it.each([
    ['InvalidRestoreTimeException', 'at least five minutes ago'],
    ['LimitExceededException', 'only 50 restores at once'],
    ['PointInTimeRecoveryUnavailableException', 'is off'],
    ['TableAlreadyExistsException', 'Another command has just started'],
    ['TableNotFoundException', 'There is no table Users'],
  ])('with %s, and the command says what to do', async (error, message) => {
    aws.failNext('RestoreTableToPointInTime', error);
    await expect(restore(later)).rejects.toThrow(message);
  });
});

describe('the command in sst shell', () => {
  const linked = (request: RestoreRequest) => {
    const env = Object.fromEntries([
      ['SST_RESOURCE_App', JSON.stringify({ name: 'akasha-labs', stage: 'prod' })],
      ...ALL.map((table) => [
        `SST_RESOURCE_${table}`,
        JSON.stringify({ name: tableNames[table], type: 'sst.aws.Dynamo' }),
      ]),
      ['AWS_ENDPOINT_URL_DYNAMODB', aws.endpoint],
    ]) as Record<string, string>;
    const encoded = Buffer.from(JSON.stringify(request)).toString('base64url');
    return startScript('ops/restore/linked.ts', [encoded], { env });
  };

  it('works on the tables that are linked, and removes only the copies', async () => {
    const before = await tablesNow();
    expect(before).toContain(copiesAt(at).Users);
    const removing = linked(requestAt(at, { action: 'remove' }));
    expect(await removing.ended).toBe(0);
    expect(removing.stdout()).toBe(`Removed the copies of ${ALL.join(', ')}.\n`);
    const copies = Object.values(copiesAt(at));
    expect(await tablesNow()).toEqual(before.filter((name) => !copies.includes(name)));

    const again = linked(requestAt(at, { action: 'remove' }));
    expect(await again.ended).toBe(0);
    expect(again.stdout()).toBe('Removed the copies of no table.\n');
  });

  it('prints one line when it is refused', async () => {
    const refused = linked(requestAt(at, { action: 'put back', tables: ['Progress'] }));
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toMatch(/^There is no copy of Progress as of .*\n$/);
  });
});
