import { describe, expect, it } from 'vitest';
import { ask, send } from '../support/client';
import { databaseAt } from '../support/database';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';
import { sessionKey } from '../../model/session';

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

interface Session {
  id: string;
  createdAt: string;
  userAgent: string;
  expiresAt: string;
  current: boolean;
}

async function sessionsOf(token: string): Promise<Session[]> {
  const { viewer } = await ask<{ viewer: { sessions: Session[] } }>(
    url,
    { token },
    '{ viewer { sessions { id createdAt userAgent expiresAt current } } }',
  );
  return viewer.sessions;
}

const revoke = (token: string, id: string) =>
  send(url, { token }, 'mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }', { id });

const LOGOUT =
  'mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) { sessionsEnded } }';

const logout = async (token: string, everywhere: boolean) => {
  const { logout: answer } = await ask<{ logout: { sessionsEnded: number } }>(
    url,
    { token },
    LOGOUT,
    { everywhere },
  );
  return answer.sessionsEnded;
};

async function isOpen(token: string): Promise<boolean> {
  const { status, errors } = await send(url, { token }, '{ __typename }');
  if (status !== 200) expect({ status, errors }).toMatchObject(CLOSED);
  return status === 200;
}

const CLOSED = { status: 401, errors: [{ errorType: 'UnauthorizedException' }] };

/** Signs the same person in so many times. */
async function givenSessions(login: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i += 1) tokens.push((await givenPerson(login)).token);
  return tokens;
}

describe('sessions', () => {
  it('are listed for their owner, the one that asks marked', async () => {
    const [first, second] = await givenSessions('lister', 2);
    await givenSessions('somebody-else', 1);
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

  it('that expired are not listed, though DynamoDB has yet to delete them', async () => {
    const { id: userId, token } = await givenPerson('expired');
    const { token: other } = await givenPerson('expired');
    const otherId = (await sessionsOf(other)).find(({ current }) => current)!.id;
    await database.update('Sessions', sessionKey(otherId, userId), { expiresAt: 1 });
    expect((await sessionsOf(token)).map(({ id }) => id)).not.toContain(otherId);
    expect((await revoke(token, otherId)).errors?.[0]?.errorType).toBe('NotFound');
  });
});

describe('revokeSession', () => {
  it('ends that session and no other', async () => {
    const [first, second, third] = await givenSessions('revoker', 3);
    const id = (await sessionsOf(first!)).find(({ current }) => current)!.id;
    const { data, errors } = await revoke(second!, id);
    expect({ data, errors }).toEqual({ data: { revokeSession: { sessionsEnded: 1 } } });
    expect(await Promise.all([first!, second!, third!].map(isOpen))).toEqual([false, true, true]);
  });

  it("does not find another person's session", async () => {
    const [stranger] = await givenSessions('stranger', 1);
    const [token] = await givenSessions('attacker', 1);
    const [{ id }] = (await sessionsOf(stranger!)) as [Session];
    const { data, errors } = await revoke(token!, id);
    expect(data).toEqual({ revokeSession: null });
    expect(errors).toMatchObject([{ errorType: 'NotFound' }]);
    expect(await isOpen(stranger!)).toBe(true);
  });

  it('refuses what is no id of a session', async () => {
    const [token] = await givenSessions('mistaken', 1);
    expect((await revoke(token!, 'all')).errors?.[0]?.errorType).toBe('InvalidInput');
  });
});

describe('logout', () => {
  it('ends the one session', async () => {
    const [first, second] = await givenSessions('leaver', 2);
    expect(await logout(first!, false)).toBe(1);
    expect(await Promise.all([first!, second!].map(isOpen))).toEqual([false, true]);
  });

  it('everywhere ends all of them, and nobody else’s', async () => {
    const tokens = await givenSessions('everywhere', 30);
    const [other] = await givenSessions('bystander', 1);
    expect(await logout(tokens[7]!, true)).toBe(30);
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
    expect(await isOpen(other!)).toBe(true);
  });

  it('everywhere with more sessions than it can end at once says so, and can be called again', async () => {
    const tokens = await givenSessions('collector', 104);
    const [last] = tokens.slice(-1);
    const { errors } = await send(url, { token: last! }, LOGOUT, { everywhere: true });
    expect(errors).toMatchObject([{ errorType: 'Conflict' }]);
    expect(await isOpen(last!)).toBe(true);
    expect(await logout(last!, true)).toBeGreaterThan(0);
    expect((await Promise.all(tokens.map(isOpen))).some(Boolean)).toBe(false);
  });
});
