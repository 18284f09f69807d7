import type { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import type { ItemKey } from '../../model/keys';
import { nameKey } from '../../model/name';
import { userKey } from '../../model/user';
import { givenIdentified } from '../support/people';
import { startTables } from './world';

const A = '1001';
const B = '1002';
const C = '1003';

let tables: Awaited<ReturnType<typeof startTables>>;
let dynamo: typeof import('../../functions/lib/dynamo').dynamo;

beforeAll(async () => {
  tables = await startTables();
  ({ dynamo } = await import('../../functions/lib/dynamo'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { pk, sk } of (await tables.items('Users')) as ItemKey[]) {
    await tables.documents.send(
      new DeleteCommand({ TableName: tableNames.Users, Key: { pk, sk } }),
    );
  }
});
afterAll(() => tables.stop());

/** The username of everyone, and who holds which name. Checks that the two agree. */
async function names() {
  const rows = (await tables.items('Users')) as (ItemKey & Record<string, string>)[];
  const shown: Record<string, string> = {};
  const saidToHold: Record<string, string> = {};
  const held: Record<string, string> = {};
  for (const { pk, sk, username, heldName, userId } of rows) {
    if (sk === 'NAME') held[pk.slice('NAME#'.length)] = userId!;
    else {
      const id = pk.slice('USER#'.length);
      shown[id] = username!;
      if (heldName !== undefined) saidToHold[heldName] = id;
    }
  }
  expect(saidToHold).toEqual(held);
  return { shown, held };
}

/** Runs before the next command of a kind that a sign-in sends, or before a later one. */
function beforeNext(
  kind: 'GetCommand' | 'TransactWriteCommand' | 'UpdateCommand',
  act: () => Promise<unknown>,
  number = 1,
): void {
  const send = dynamo.send.bind(dynamo);
  let count = 0;
  vi.spyOn(dynamo, 'send').mockImplementation((async (command: TransactWriteCommand) => {
    if (command.constructor.name === kind && ++count === number) await act();
    return send(command);
  }) as never);
}

const sent = () => {
  const send = vi.spyOn(dynamo, 'send');
  return () => send.mock.calls.map(([{ constructor: kind }]) => kind.name);
};

it('a first sign-in holds the name, and a later one costs one write', async () => {
  await givenIdentified(A, 'Octo');
  expect(await names()).toEqual({ shown: { [A]: 'Octo' }, held: { octo: A } });
  const commands = sent();
  await givenIdentified(A, 'Octo', { avatarUrl: 'https://example.com/new.png' });
  expect(commands()).toEqual(['UpdateCommand']);
  expect(await tables.item('Users', userKey(A))).toMatchObject({
    avatarUrl: 'https://example.com/new.png',
  });
});

it('a rename frees the former name', async () => {
  await givenIdentified(A, 'octo');
  await givenIdentified(A, 'octo-2');
  expect(await names()).toEqual({ shown: { [A]: 'octo-2' }, held: { 'octo-2': A } });
});

it('a rename that changes only the case keeps the name, at the cost of one write', async () => {
  await givenIdentified(A, 'octo');
  const commands = sent();
  await givenIdentified(A, 'Octo');
  expect(commands()).toEqual(['UpdateCommand']);
  expect(await names()).toEqual({ shown: { [A]: 'Octo' }, held: { octo: A } });
});

it('whoever signs in under a name takes it, whatever its case, from whom had it', async () => {
  await givenIdentified(A, 'octo');
  await givenIdentified(B, 'OCTO');
  expect(await names()).toEqual({ shown: { [A]: `~${A}`, [B]: 'OCTO' }, held: { octo: B } });
  await givenIdentified(A, 'octo-2');
  expect(await names()).toEqual({
    shown: { [A]: 'octo-2', [B]: 'OCTO' },
    held: { octo: B, 'octo-2': A },
  });
});

it('a name can pass through several people, and return', async () => {
  for (const id of [A, B, C]) await givenIdentified(id, 'octo');
  expect((await names()).shown).toEqual({ [A]: `~${A}`, [B]: `~${B}`, [C]: 'octo' });
  await givenIdentified(A, 'octo');
  expect((await names()).shown).toEqual({ [A]: 'octo', [B]: `~${B}`, [C]: `~${C}` });
});

it('two people can swap their names', async () => {
  await givenIdentified(A, 'anna');
  await givenIdentified(B, 'bert');
  await givenIdentified(A, 'bert');
  expect(await names()).toEqual({ shown: { [A]: 'bert', [B]: `~${B}` }, held: { bert: A } });
  await givenIdentified(B, 'anna');
  expect(await names()).toEqual({
    shown: { [A]: 'bert', [B]: 'anna' },
    held: { anna: B, bert: A },
  });
});

it('an account from before names were held gets its name at the next sign-in', async () => {
  await givenIdentified(A, 'octo');
  await tables.documents.send(
    new UpdateCommand({
      TableName: tableNames.Users,
      Key: userKey(A),
      UpdateExpression: 'REMOVE heldName',
    }),
  );
  await tables.documents.send(
    new DeleteCommand({ TableName: tableNames.Users, Key: nameKey('octo') }),
  );
  await givenIdentified(A, 'octo');
  expect(await names()).toEqual({ shown: { [A]: 'octo' }, held: { octo: A } });
});

it('the row of a name without its account is taken over', async () => {
  await givenIdentified(A, 'octo');
  await tables.documents.send(new DeleteCommand({ TableName: tableNames.Users, Key: userKey(A) }));
  await givenIdentified(B, 'octo');
  expect(await names()).toEqual({ shown: { [B]: 'octo' }, held: { octo: B } });
});

it('a sign-in that GitHub identified earlier takes no name from anyone', async () => {
  const now = Date.now();
  await givenIdentified(A, 'octo', { at: now - 60_000 });
  await givenIdentified(B, 'octo', { at: now });
  await givenIdentified(A, 'octo', { at: now - 1 });
  expect(await names()).toEqual({ shown: { [A]: `~${A}`, [B]: 'octo' }, held: { octo: B } });
  await givenIdentified(C, 'octo', { at: now - 1 });
  expect(await names()).toEqual({
    shown: { [A]: `~${A}`, [B]: 'octo', [C]: `~${C}` },
    held: { octo: B },
  });
});

it('a sign-in does not restore a name from before a later one of the same person', async () => {
  const now = Date.now();
  await givenIdentified(A, 'octo-2', { at: now });
  await givenIdentified(A, 'octo', { at: now - 1 });
  expect(await names()).toEqual({ shown: { [A]: 'octo-2' }, held: { 'octo-2': A } });
});

it('a sign-in under a name that is taken from the person meanwhile does not show it', async () => {
  const now = Date.now();
  await givenIdentified(A, 'octo', { at: now - 60_000 });
  beforeNext('UpdateCommand', () => givenIdentified(B, 'octo', { at: now }));
  await givenIdentified(A, 'octo', { at: now - 1 });
  expect(await names()).toEqual({ shown: { [A]: `~${A}`, [B]: 'octo' }, held: { octo: B } });
});

it.each([
  ['the former holder signs in again', () => givenIdentified(A, 'octo-2')],
  ['someone else takes the name', () => givenIdentified(C, 'octo')],
  ['the same person signs in', () => givenIdentified(B, 'octo')],
])('a name is taken even if %s meanwhile', async (_, meanwhile) => {
  const now = Date.now();
  await givenIdentified(A, 'octo', { at: now - 60_000 });
  beforeNext('TransactWriteCommand', meanwhile);
  await givenIdentified(B, 'octo', { at: now + 60_000 });
  const { shown, held } = await names();
  expect([shown[B], held['octo']]).toEqual(['octo', B]);
  expect(Object.values(shown).filter((username) => username === 'octo')).toHaveLength(1);
});

it.each([
  ['its profile', 1],
  ['the holder of the name', 2],
])('a first sign-in beside one of the same person succeeds, read before %s', async (_, number) => {
  const now = Date.now();
  beforeNext('GetCommand', () => givenIdentified(A, 'octo', { at: now - 1 }), number);
  await givenIdentified(A, 'octo', { at: now });
  expect(await names()).toEqual({ shown: { [A]: 'octo' }, held: { octo: A } });
});

it('a former holder who gives the name up meanwhile, with a later sign-in, leaves it free', async () => {
  const now = Date.now();
  await givenIdentified(A, 'octo', { at: now - 60_000 });
  beforeNext('GetCommand', () => givenIdentified(A, 'octo-2', { at: now + 1 }), 3);
  await givenIdentified(B, 'octo', { at: now });
  expect(await names()).toEqual({
    shown: { [A]: 'octo-2', [B]: 'octo' },
    held: { octo: B, 'octo-2': A },
  });
});

it('a former holder who confirms the name meanwhile keeps it', async () => {
  const now = Date.now();
  await givenIdentified(A, 'octo', { at: now - 60_000 });
  beforeNext('TransactWriteCommand', () => givenIdentified(A, 'octo', { at: now }));
  await givenIdentified(B, 'octo', { at: now - 1 });
  expect(await names()).toEqual({ shown: { [A]: 'octo', [B]: `~${B}` }, held: { octo: A } });
});

it('twenty concurrent sign-ins under four names leave each name with one person', async () => {
  const people = Array.from({ length: 5 }, (_, i) => `${2_000 + i}`);
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      givenIdentified(people[i % people.length]!, `name-${i % 4}`),
    ),
  );
  const { shown } = await names();
  expect(Object.keys(shown).sort()).toEqual(people);
  const named = Object.values(shown).filter((username) => !username.startsWith('~'));
  expect(new Set(named).size).toBe(named.length);
});
