import { describe, expect, it } from 'vitest';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { sessionIdOf, unlist } from '../support/indexLag';
import { exchange, givenOftenSignedIn, givenPerson, issueCode } from '../support/people';
import { givenExpiredSessions, givenSessions } from '../support/sessions';
import { givenStack } from '../support/stack';
import { RECENT_SESSIONS, sessionIndex, sessionKey } from '../../model/session';
import { userKey } from '../../model/user';
import { operation } from '../support/operation';

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

async function sessionsOf(token: string) {
  const { viewer } = await ask(
    url,
    { token },
    operation(`{ viewer { sessions { id createdAt userAgent expiresAt current } } }`),
  );
  return viewer!.sessions!;
}

const revoke = (token: string, id: string) =>
  send(
    url,
    { token },
    operation(`mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }`),
    { id },
  );

interface Ended {
  sessionsEnded: number;
  done: boolean;
}

const logout = async (token: string, everywhere: boolean): Promise<Ended> => {
  const { logout: answer } = await ask(
    url,
    { token },
    operation(
      `mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) { sessionsEnded done } }`,
    ),
    { everywhere },
  );
  return answer!;
};

async function isOpen(token: string): Promise<boolean> {
  const { status, errors } = await send(url, { token }, operation(`{ __typename }`));
  if (status !== 200) expect({ status, errors }).toMatchObject(CLOSED);
  return status === 200;
}

const CLOSED = { status: 401, errors: [{ errorType: 'UnauthorizedException' }] };

/** Signs the same person in `count` times. */
const signedInOften = async (login: string, count: number): Promise<string[]> =>
  (await givenOftenSignedIn(database, login, count)).tokens;

describe('sessions', () => {
  it('are listed for their owner, with the current session marked', async () => {
    const [first, second] = await signedInOften('lister', 2);
    await signedInOften('somebody-else', 1);
    const sessions = await sessionsOf(second!);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const own = sessions.find(({ current }) => current)!;
    expect(own).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      userAgent: 'test',
    });
    expect(Date.parse(own.expiresAt) - Date.parse(own.createdAt)).toBeGreaterThan(6 * 86_400_000);
    expect((await sessionsOf(first!)).find(({ current }) => current)!.id).not.toBe(own.id);
  });

  it('are not listed once they expire, even before DynamoDB deletes them', async () => {
    const { id: userId, token } = await givenPerson('expired');
    const { token: other } = await givenPerson('expired');
    const otherId = (await sessionsOf(other)).find(({ current }) => current)!.id;
    await database.update('Sessions', sessionKey(otherId, userId), { expiresAt: 1 });
    expect((await sessionsOf(token)).map(({ id }) => id)).not.toContain(otherId);
    expect((await revoke(token, otherId)).errors?.[0]?.errorType).toBe('NotFound');
  });
});

describe('the current session', () => {
  it('is listed before the index contains it', async () => {
    const [first, second] = await signedInOften('new', 2);
    const { id: userId } = await givenPerson('new');
    await unlist(database, userId, second!);
    const sessions = await sessionsOf(second!);
    expect(sessions.map(({ id, current }) => [id, current]).slice(1)).toEqual([
      [sessionIdOf(second!), true],
      [sessionIdOf(first!), false],
    ]);
  });

  it('is listed last when more than a thousand are newer', async () => {
    const { id: userId, token } = await givenPerson('many');
    const expiresAt = Math.floor(Date.now() / 1000) + 60;
    await database.putAll(
      'Sessions',
      Array.from({ length: 1_200 }, (_, i) => {
        const createdAt = new Date(Date.now() + 1_000 + i).toISOString();
        const id = String(i).padStart(64, '0');
        return {
          ...sessionKey(id, userId),
          ...sessionIndex(userId, createdAt),
          createdAt,
          userAgent: 'test',
          expiresAt,
        };
      }),
    );
    const sessions = await sessionsOf(token);
    expect(sessions).toHaveLength(1_000);
    expect(sessions.at(-1)).toMatchObject({ id: sessionIdOf(token), current: true });
    expect(sessions[0]!.id).toBe('1199'.padStart(64, '0'));
  });
});

describe('revokeSession', () => {
  it('ends that session and no other', async () => {
    const [first, second, third] = await signedInOften('revoker', 3);
    const id = (await sessionsOf(first!)).find(({ current }) => current)!.id;
    const { data, errors } = await revoke(second!, id);
    expect({ data, errors }).toEqual({ data: { revokeSession: { sessionsEnded: 1 } } });
    expect(await Promise.all([first!, second!, third!].map(isOpen))).toEqual([false, true, true]);
  });

  it("does not find another user's session", async () => {
    const [stranger] = await signedInOften('stranger', 1);
    const [token] = await signedInOften('attacker', 1);
    const [session] = await sessionsOf(stranger!);
    const { data, errors } = await revoke(token!, session!.id);
    expect(data).toEqual({ revokeSession: null });
    expect(errors).toMatchObject([{ errorType: 'NotFound' }]);
    expect(await isOpen(stranger!)).toBe(true);
  });

  it('refuses an invalid session id', async () => {
    const [token] = await signedInOften('mistaken', 1);
    expect((await revoke(token!, 'all')).errors?.[0]?.errorType).toBe('InvalidInput');
  });
});

describe('logout', () => {
  it('ends only the current session', async () => {
    const [first, second] = await signedInOften('leaver', 2);
    expect(await logout(first!, false)).toEqual({ sessionsEnded: 1, done: true });
    expect(await Promise.all([first!, second!].map(isOpen))).toEqual([false, true]);
  });

  it('everywhere ends all sessions of the viewer, and no other', async () => {
    const tokens = await signedInOften('everywhere', 30);
    const [other] = await signedInOften('bystander', 1);
    expect(await logout(tokens[7]!, true)).toEqual({ sessionsEnded: 30, done: true });
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
    expect(await isOpen(other!)).toBe(true);
  });

  it('everywhere ends sessions that the index does not list yet, each counted once', async () => {
    const tokens = await signedInOften('quick', 4);
    const { id: userId } = await givenPerson('quick');
    await unlist(database, userId, tokens[1]!);
    expect(await logout(tokens[2]!, false)).toEqual({ sessionsEnded: 1, done: true });
    expect(await logout(tokens[0]!, true)).toEqual({ sessionsEnded: 4, done: true });
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
  });

  it('everywhere ends the current session when the index does not list it yet', async () => {
    const { id: userId, token } = await givenPerson('quicker');
    await unlist(database, userId, token);
    expect(await logout(token, true)).toEqual({ sessionsEnded: 1, done: true });
    expect(await isOpen(token)).toBe(false);
  });

  it('everywhere ends every open session even when the index lists none of them', async () => {
    const { id: userId, token } = await givenPerson('hasty');
    const tokens = [token];
    for (let i = 0; i < 12; i += 1) tokens.push((await givenPerson('hasty')).token);
    for (const each of tokens) {
      if (await isOpen(each)) await unlist(database, userId, each);
    }
    expect(await logout(tokens.at(-1)!, true)).toEqual({ sessionsEnded: 10, done: true });
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
  });

  it('everywhere ends live sessions listed after many expired ones', async () => {
    const { id: userId, token } = await givenPerson('dormant');
    await givenSessions(database, userId, 3);
    await givenExpiredSessions(database, userId, 320);
    const calls: Ended[] = [];
    do calls.push(await logout(token, true));
    while (!calls.at(-1)!.done);
    expect(calls).toHaveLength(3);
    expect(calls.reduce((sum, { sessionsEnded }) => sum + sessionsEnded, 0)).toBe(4);
    expect(await isOpen(token)).toBe(false);
  });

  it('everywhere voids earlier login codes, but not later ones', async () => {
    const [token] = await signedInOften('returning', 1);
    const before = await issueCode('returning');
    await logout(token!, true);
    await expect(exchange(before)).rejects.toMatchObject({ reason: 'signed_out_everywhere' });
    expect(await isOpen((await exchange(await issueCode('returning'))).token)).toBe(true);
  });

  it('everywhere ends the sessions of an account that no longer exists', async () => {
    const { id, token } = await givenPerson('orphan');
    const { token: other } = await givenPerson('orphan');
    await database.remove('Users', userKey(id));
    expect(await logout(token, true)).toEqual({ sessionsEnded: 2, done: true });
    expect(await Promise.all([token, other].map(isOpen))).toEqual([false, false]);
  });

  it('everywhere ends 300 sessions in three calls, the current one last', async () => {
    const { id, tokens } = await givenOftenSignedIn(database, 'collector', RECENT_SESSIONS);
    await givenSessions(database, id, 300 - RECENT_SESSIONS);
    const last = tokens.at(-1)!;
    expect(await sessionsOf(last)).toHaveLength(300);
    const calls: Ended[] = [];
    while (calls.length === 0 || !calls.at(-1)!.done) {
      expect(await isOpen(last)).toBe(true);
      calls.push(await logout(last, true));
    }
    expect(calls.map(({ done }) => done)).toEqual([false, false, true]);
    expect(calls.reduce((sum, { sessionsEnded }) => sum + sessionsEnded, 0)).toBe(300);
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
    const { token } = await givenPerson('collector');
    expect(await sessionsOf(token)).toHaveLength(1);
  });
});
