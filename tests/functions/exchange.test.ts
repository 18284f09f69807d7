import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { tableNames } from '../../local/config';
import { RECENT_SECONDS, recentEntry, recentId, sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import { givenWorld, loginCode, redeem, VERIFIER } from './world';

const world = await givenWorld();
const { dynamo } = await import('../../functions/lib/dynamo');
const { sha256Hex } = await import('../../functions/lib/secret');

const idOf = (login: string) => String(accountOf(login).id);

const profileOf = (login: string) => world.item('Users', userKey(idOf(login)));

/** Ids of the sessions in the profile. */
const recentOf = async (login: string): Promise<string[]> =>
  ((await profileOf(login))?.['recentSessions'] as string[]).map((entry) => recentId(entry));

const sessionsOf = async (login: string) =>
  (await world.items('Sessions')).filter(
    ({ pk, sk }) => String(pk).startsWith('SESSION#') && sk === `USER#${idOf(login)}`,
  );

const codeRow = async (code: string) =>
  (await world.items('Sessions')).find(({ pk }) => pk === `CODE#${sha256Hex(code)}`);

async function tokenOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  return ((await response.json()) as { token: string }).token;
}

async function expectRefused(response: Response) {
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
}

/** Makes the write of a logout everywhere, or of the start of an account deletion. */
const endEverySession = (login: string, sessionsValidFrom: number) =>
  world.documents.send(
    new UpdateCommand({
      TableName: tableNames.Users,
      Key: userKey(idOf(login)),
      UpdateExpression: 'SET sessionsValidFrom = :from',
      ExpressionAttributeValues: { ':from': sessionsValidFrom },
    }),
  );

const deleteProfile = (login: string) =>
  world.documents.send(
    new DeleteCommand({ TableName: tableNames.Users, Key: userKey(idOf(login)) }),
  );

/** Runs `act` before the first transaction is sent. */
function beforeTransaction(act: () => Promise<unknown>) {
  const send = dynamo.send.bind(dynamo) as (...args: unknown[]) => Promise<unknown>;
  let isFirst = true;
  vi.spyOn(dynamo, 'send').mockImplementation((async (...args: unknown[]) => {
    if (isFirst && (args[0] as object).constructor.name === 'TransactWriteCommand') {
      isFirst = false;
      await act();
    }
    return send(...args);
  }) as never);
}

afterEach(() => vi.restoreAllMocks());

describe('a login code', () => {
  it('is exchanged in one transaction, after two reads', async () => {
    const code = await loginCode('reader');
    const send = vi.spyOn(dynamo, 'send');
    await tokenOf(await redeem(code));
    expect(send.mock.calls.map(([command]) => command.constructor.name)).toEqual([
      'GetCommand',
      'GetCommand',
      'TransactWriteCommand',
    ]);
  });

  it('is deleted by the exchange, and the profile lists the session', async () => {
    const code = await loginCode('fresh');
    const token = await tokenOf(await redeem(code));
    expect(await codeRow(code)).toBeUndefined();
    expect(await sessionsOf('fresh')).toMatchObject([sessionKey(sha256Hex(token), idOf('fresh'))]);
    expect(await recentOf('fresh')).toEqual([sha256Hex(token)]);
  });

  it('is deleted after an incorrect verifier', async () => {
    const code = await loginCode('guessed');
    await expectRefused(await redeem(code, 'w'.repeat(43)));
    expect(await codeRow(code)).toBeUndefined();
    expect(await sessionsOf('guessed')).toEqual([]);
  });

  it('is deleted when it is presented too late', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const code = await loginCode('late');
    vi.setSystemTime(Date.now() + 60_000);
    await expectRefused(await redeem(code));
    expect(await codeRow(code)).toBeUndefined();
  });

  describe('that was issued before every session was ended', () => {
    it.each([
      ['later', 1, false],
      ['in the same millisecond', 0, false],
      ['a millisecond before', -1, true],
    ])('is void unless that was earlier: %s, %i', async (_, ms, isGood) => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const login = `everywhere${ms}`;
      const code = await loginCode(login);
      await endEverySession(login, Date.now() + ms);
      const response = await redeem(code);
      if (isGood) return void (await tokenOf(response));
      await expectRefused(response);
      expect(await sessionsOf(login)).toEqual([]);
      expect(await codeRow(code)).toBeUndefined();
    });

    it('is void even if every session ends during the exchange', async () => {
      const code = await loginCode('overtaken');
      beforeTransaction(() => endEverySession('overtaken', Date.now() + 1));
      await expectRefused(await redeem(code));
      expect(await sessionsOf('overtaken')).toEqual([]);
    });

    it('does not keep the person from signing in again', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      await loginCode('returning');
      await endEverySession('returning', Date.now());
      vi.setSystemTime(Date.now() + 1);
      await tokenOf(await redeem(await loginCode('returning')));
      expect(await profileOf('returning')).toHaveProperty('sessionsValidFrom');
    });
  });

  describe('of an account', () => {
    it('that was deleted is void', async () => {
      const code = await loginCode('deleted');
      await deleteProfile('deleted');
      await expectRefused(await redeem(code));
      expect(await profileOf('deleted')).toBeUndefined();
      expect(await sessionsOf('deleted')).toEqual([]);
    });

    it('that is deleted during the exchange is void, and creates no profile', async () => {
      const code = await loginCode('vanishing');
      beforeTransaction(() => deleteProfile('vanishing'));
      await expectRefused(await redeem(code));
      expect(await profileOf('vanishing')).toBeUndefined();
      expect(await sessionsOf('vanishing')).toEqual([]);
    });

    it('that was deleted and created again is void', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const old = await loginCode('reborn');
      await deleteProfile('reborn');
      vi.setSystemTime(Date.now() + 1);
      const recent = await loginCode('reborn');
      await expectRefused(await redeem(old));
      await tokenOf(await redeem(recent));
    });

    it('that is deleted and created again during the exchange is void', async () => {
      const code = await loginCode('replaced');
      const createdAt = new Date(Date.now() + 1).toISOString();
      const again = { ...(await profileOf('replaced')), createdAt };
      beforeTransaction(() =>
        world.documents.send(new PutCommand({ TableName: tableNames.Users, Item: again })),
      );
      await expectRefused(await redeem(code));
      expect(await profileOf('replaced')).toEqual(again);
      expect(await sessionsOf('replaced')).toEqual([]);
    });

    it('with an unfinished deletion is valid, so that its owner can finish it', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      await loginCode('leaving');
      await endEverySession('leaving', Date.now());
      const deletingAt = new Date().toISOString();
      await world.documents.send(
        new UpdateCommand({
          TableName: tableNames.Users,
          Key: userKey(idOf('leaving')),
          UpdateExpression: 'SET deletingAt = :now',
          ExpressionAttributeValues: { ':now': deletingAt },
        }),
      );
      vi.setSystemTime(Date.now() + 1);
      await tokenOf(await redeem(await loginCode('leaving')));
      expect(await profileOf('leaving')).toMatchObject({ deletingAt });
    });
  });
});

describe('the latest sessions in a profile', () => {
  it('are those of the last minute, newest first', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const tokens: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      tokens.unshift(await tokenOf(await redeem(await loginCode('often'))));
    }
    expect(await recentOf('often')).toEqual(tokens.map(sha256Hex));
    vi.setSystemTime(Date.now() + (RECENT_SECONDS + 1) * 1_000);
    const token = await tokenOf(await redeem(await loginCode('often')));
    expect(await recentOf('often')).toEqual([sha256Hex(token)]);
    expect(await sessionsOf('often')).toHaveLength(4);
  });

  it('are at most ten: the eleventh within a minute ends the first', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      tokens.unshift(await tokenOf(await redeem(await loginCode('hasty'))));
    }
    const latest = tokens.slice(0, 10).map(sha256Hex);
    expect(await recentOf('hasty')).toEqual(latest);
    const ids = (await sessionsOf('hasty')).map(({ pk }) => String(pk).slice('SESSION#'.length));
    expect(ids.sort()).toEqual([...latest].sort());
  });

  it('include all concurrent sign-ins', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 6; i += 1) codes.push(await loginCode('everybody'));
    const tokens = await Promise.all(codes.map(async (code) => tokenOf(await redeem(code))));
    expect((await recentOf('everybody')).sort()).toEqual(tokens.map(sha256Hex).sort());
  });

  it('that keep changing leave the code valid for a retry', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const code = await loginCode('contended');
    const profile = await profileOf('contended');
    let changes = 0;
    const send = dynamo.send.bind(dynamo) as (...args: unknown[]) => Promise<unknown>;
    const spy = vi.spyOn(dynamo, 'send').mockImplementation((async (...args: unknown[]) => {
      if ((args[0] as object).constructor.name === 'TransactWriteCommand') {
        changes += 1;
        const Item = { ...profile, recentSessions: [recentEntry(`other-${changes}`, '0')] };
        await world.documents.send(new PutCommand({ TableName: tableNames.Users, Item }));
      }
      return send(...args);
    }) as never);
    const response = await redeem(code, VERIFIER);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(changes).toBe(8);
    spy.mockRestore();
    await tokenOf(await redeem(code));
  });
});
