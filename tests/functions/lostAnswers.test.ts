import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { boardKey, rankKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableNames } from '../../local/config';
import { sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import { startAnswerLoss } from '../support/answerLoss';
import { progressRecord } from '../support/streamRecords';
import { begin, consent, errorOf, givenWorld, loginCode, redeem, visit } from './world';

/** The SDK retries a write of a function when its response is lost. No write may count twice. */
const world = await givenWorld(startAnswerLoss);
const database = world.front!;
const { sha256Hex } = await import('../../functions/lib/secret');

const idOf = (login: string) => String(accountOf(login).id);

const rowsOf = async (prefix: string) =>
  (await world.items('Sessions')).filter(({ pk }) => String(pk).startsWith(prefix));

beforeEach(() => void database.takeCalls());
afterEach(() => vi.restoreAllMocks());

describe('a write with a lost response', () => {
  it.each([1, 3])('in the exchange starts one session, even if lost %i times', async (losses) => {
    const login = `exchange-${losses}`;
    const code = await loginCode(login);
    database.takeCalls();
    database.lose('TransactWriteItems', losses);
    const response = await redeem(code);
    expect(response.status).toBe(200);
    const { token } = (await response.json()) as { token: string };
    expect(database.takeCalls().filter((call) => call === 'TransactWriteItems')).toHaveLength(
      losses + 1,
    );
    const key = sessionKey(sha256Hex(token), idOf(login));
    expect(await world.item('Sessions', key)).toBeDefined();
    expect(await world.item('Users', userKey(idOf(login)))).toMatchObject({
      recentSessions: [expect.stringMatching(new RegExp(`^[0-9a-z]+\\.${sha256Hex(token)}$`))],
    });
    const sessions = (await rowsOf('SESSION#')).filter(({ sk }) => sk === key.sk);
    expect(sessions).toHaveLength(1);
    expect((await redeem(code)).status).toBe(400);
  });

  it('in the exchange is recognized when the retry is a separate transaction', async () => {
    const code = await loginCode('forgotten');
    database.forgetTokens();
    onTestFinished(database.keepTokens);
    database.lose('TransactWriteItems', 1);
    const response = await redeem(code);
    expect(response.status).toBe(200);
    const { token } = (await response.json()) as { token: string };
    const ownedBy = ({ sk }: Record<string, unknown>) => sk === `USER#${idOf('forgotten')}`;
    expect((await rowsOf('SESSION#')).filter(ownedBy)).toMatchObject([
      { pk: `SESSION#${sha256Hex(token)}` },
    ]);
    expect((await redeem(code)).status).toBe(400);
  });

  it('in the deletion of a code still voids the code', async () => {
    const code = await loginCode('guesser');
    database.lose('DeleteItem', 1);
    const response = await redeem(code, 'w'.repeat(43));
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
    expect(database.takeCalls().filter((call) => call === 'DeleteItem')).toHaveLength(2);
    expect((await redeem(code)).status).toBe(400);
  });

  it('in the mark of a state is not mistaken for the mark of another request', async () => {
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'marker');
    database.lose('PutItem', 1);
    const first = await visit(callback, cookie);
    expect(errorOf(first)).toBeNull();
    // The mark, its retry, and the login code.
    expect(database.takeCalls().filter((call) => call === 'PutItem')).toHaveLength(3);
    expect(errorOf(await visit(callback, cookie))).toBe('sign_in_expired');
  });

  it('in the profile has no further effect', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    database.lose('UpdateItem', 1);
    await loginCode('profile');
    expect(database.takeCalls().filter((call) => call === 'UpdateItem')).toHaveLength(2);
    expect(await world.item('Users', userKey(idOf('profile')))).toMatchObject({
      username: 'profile',
      createdAt: '2026-11-16T10:00:00.000Z',
      lastLoginAt: '2026-11-16T10:00:00.000Z',
    });
  });

  it('in the login code creates one valid code', async () => {
    const before = (await rowsOf('CODE#')).length;
    const { consent: at, cookie } = await begin();
    const callback = await consent(at, 'coder');
    // The first PutItem is the mark of the state.
    const { dynamo } = await import('../../functions/lib/dynamo');
    const send = dynamo.send.bind(dynamo) as (...args: unknown[]) => Promise<unknown>;
    vi.spyOn(dynamo, 'send').mockImplementation((async (...args: unknown[]) => {
      const item = (args[0] as { input: { Item?: { pk?: string } } }).input.Item;
      if (item?.pk?.startsWith('CODE#')) database.lose('PutItem', 1);
      return send(...args);
    }) as never);
    const back = new URL((await visit(callback, cookie)).headers.get('location')!);
    expect(database.takeCalls().filter((call) => call === 'PutItem')).toHaveLength(3);
    expect(await rowsOf('CODE#')).toHaveLength(before + 1);
    expect((await redeem(back.searchParams.get('code'))).status).toBe(200);
  });

  it('in the counting of ranks counts a person once', async () => {
    const at = Date.parse('2026-11-18T12:00:00.000Z');
    const [period] = boardPeriods(at);
    await world.documents.send(
      new PutCommand({
        TableName: tableNames.Leaderboards,
        Item: { ...boardKey(period, '7'), points: 10, rankKey: rankKey(10, at) },
      }),
    );
    database.lose('TransactWriteItems', 1);
    const { handler } = await import('../../functions/countRanks');
    const record = progressRecord('completed', '7', 'an-exercise', new Date(at).toISOString());
    expect(await handler({ Records: [record] })).toEqual({ batchItemFailures: [] });
    expect(database.takeCalls().filter((call) => call === 'TransactWriteItems')).toHaveLength(2);
    const nodes = (await world.items('Leaderboards')).filter(({ sk }) =>
      String(sk).startsWith('NODE#'),
    );
    const counters = nodes.flatMap((node) =>
      Object.values(node).filter((value) => typeof value === 'number'),
    );
    expect(counters.length).toBeGreaterThan(0);
    expect(new Set(counters)).toEqual(new Set([1]));
  });
});
