import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { SESSION_SECONDS, TOKEN_MAX_LENGTH, sessionKey } from '../../model/session';
import { SECRET, startTables } from './world';
import { operation } from '../support/operation';

const USER = '4242';
const claims = { iss: 'akasha-labs', aud: 'akasha-labs/session', sub: USER, jti: 'one' };
const HOUR = 3_600;
const inAnHour = () => Math.floor(Date.now() / 1000) + HOUR;

const event = (authorizationToken: string): AppSyncAuthorizerEvent => ({
  authorizationToken,
  requestContext: {
    apiId: 'api',
    accountId: '123456789012',
    requestId: 'request',
    queryString: operation(`{ viewer { id } }`),
    variables: {},
  },
  requestHeaders: {},
});

describe('authorizer', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  let authorize: (token: string) => Promise<unknown>;
  let newSession: typeof import('../../functions/lib/session').newSession;
  let sha256Hex: typeof import('../../functions/lib/secret').sha256Hex;
  let dynamo: typeof import('../../functions/lib/dynamo').dynamo;

  beforeAll(async () => {
    tables = await startTables();
    const { handler } = await import('../../functions/authorizer');
    authorize = (token) => handler(event(token));
    ({ newSession } = await import('../../functions/lib/session'));
    ({ sha256Hex } = await import('../../functions/lib/secret'));
    ({ dynamo } = await import('../../functions/lib/dynamo'));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  afterAll(() => tables.stop());

  const DENIED = { isAuthorized: false, ttlOverride: 0 };
  const allowed = (token: string) => ({
    isAuthorized: true,
    resolverContext: { userId: USER, tokenHash: sha256Hex(token) },
    ttlOverride: 0,
  });

  /** Starts a session as a sign-in does. */
  async function beginSession(userAgent = 'a browser') {
    const session = newSession(USER, userAgent);
    await tables.documents.send(
      new PutCommand({ TableName: tableNames.Sessions, Item: session.row }),
    );
    return session;
  }

  /** Stores a live session for any token, even an invalid one. */
  async function keep(token: string, userId = USER) {
    await tables.documents.send(
      new PutCommand({
        TableName: tableNames.Sessions,
        Item: { ...sessionKey(sha256Hex(token), userId), expiresAt: inAnHour() },
      }),
    );
    return token;
  }

  describe('a live session', () => {
    it.each([
      ['alone', ''],
      ['as a Bearer credential', 'Bearer '],
      ['whatever the case of the scheme', 'bearer '],
    ])('is authorized by its token, %s', async (_, prefix) => {
      const { token } = await beginSession();
      expect(await authorize(prefix + token)).toEqual(allowed(token));
    });

    it('costs one strongly consistent read of one unit', async () => {
      const { token } = await beginSession();
      const send = vi.spyOn(dynamo, 'send');
      await authorize(token);
      expect(send).toHaveBeenCalledTimes(1);
      const command = send.mock.calls[0]?.[0] as unknown as GetCommand;
      expect(command).toBeInstanceOf(GetCommand);
      expect(command.input.ConsistentRead).toBe(true);
      const { ConsumedCapacity } = await tables.documents.send(
        new GetCommand({ ...command.input, ReturnConsumedCapacity: 'TOTAL' }),
      );
      expect(ConsumedCapacity?.CapacityUnits).toBe(1);
    });

    it('lasts exactly seven days', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.500Z') });
      const { token, expiresAt } = await beginSession();
      expect(expiresAt).toBe('2026-11-23T10:00:00.000Z');
      vi.setSystemTime(Date.parse(expiresAt) - 1);
      expect(await authorize(token)).toEqual(allowed(token));
      vi.setSystemTime(expiresAt);
      expect(await authorize(token)).toEqual(DENIED);
    });

    it('is refused once its row is deleted', async () => {
      const { token } = await beginSession();
      await tables.documents.send(
        new DeleteCommand({
          TableName: tableNames.Sessions,
          Key: sessionKey(sha256Hex(token), USER),
        }),
      );
      expect(await authorize(token)).toEqual(DENIED);
    });

    it('is refused once its row has expired, even if not yet deleted', async () => {
      const { token } = await beginSession();
      await tables.documents.send(
        new UpdateCommand({
          TableName: tableNames.Sessions,
          Key: sessionKey(sha256Hex(token), USER),
          UpdateExpression: 'SET expiresAt = :now',
          ExpressionAttributeValues: { ':now': Math.floor(Date.now() / 1000) },
        }),
      );
      expect(await authorize(token)).toEqual(DENIED);
    });

    it.each([
      ['a line break', 'a\r\nb', 'ab'],
      ['a character that turns the text around', 'a\u202eb', 'ab'],
      ['half a character', 'a\ud83db', 'ab'],
      ['a character that the limit cuts in two', `${'x'.repeat(255)}😀`, 'x'.repeat(255)],
      ['other languages and emoji', 'मीरा 😀', 'मीरा 😀'],
    ])('starts with any user agent: %s', async (_, userAgent, kept) => {
      const { row } = await beginSession(userAgent);
      expect(await tables.item('Sessions', { pk: row.pk, sk: row.sk })).toMatchObject({
        userAgent: kept,
      });
    });

    it('is stored without the signature of its token', async () => {
      const { token, expiresAt } = await beginSession('x'.repeat(300));
      const row = await tables.item('Sessions', sessionKey(sha256Hex(token), USER));
      expect(row).toMatchObject({
        userAgent: 'x'.repeat(256),
        expiresAt: Date.parse(expiresAt) / 1000,
        gsi1pk: `USER#${USER}`,
        gsi1sk: `CREATED#${row?.['createdAt']}`,
      });
      expect(Date.parse(String(row?.['createdAt'])) / 1000 + SESSION_SECONDS).toBeCloseTo(
        Date.parse(expiresAt) / 1000,
        -1,
      );
      expect(JSON.stringify(row)).not.toContain(token.split('.')[2]);
    });
  });

  /** Each token has a live row, so only the token itself can be the reason for a refusal. */
  const signed = (payload: object, options: jwt.SignOptions = {}, key: string = SECRET) =>
    jwt.sign({ exp: inAnHour(), ...payload }, key, { algorithm: 'HS256', ...options });
  const unsigned = () => jwt.sign({ ...claims, exp: inAnHour() }, null, { algorithm: 'none' });
  const without = (name: keyof typeof claims) => {
    const { [name]: _, ...rest } = claims;
    return rest;
  };
  const tampered = () => {
    const [header, , signature] = signed(claims).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, exp: inAnHour() + 1 }));
    return `${header}.${payload.toString('base64url')}.${signature}`;
  };

  it('accepts the valid token that the refused ones are variants of', async () => {
    const token = await keep(signed(claims));
    expect(await authorize(token)).toEqual(allowed(token));
  });

  it.each<[reason: string, make: () => string, userId?: string]>([
    ['no token', () => ''],
    ['no token but its scheme', () => 'Bearer '],
    ['no JWT', () => 'garbage'],
    ['three parts that are none', () => 'a.b.c'],
    ['another scheme', () => `Basic ${signed(claims)}`],
    ['a changed payload', tampered],
    ['a changed signature', () => `${signed(claims).slice(0, -4)}AAAA`],
    ['no signature', () => signed(claims).replace(/[^.]+$/, '')],
    ['no algorithm', unsigned],
    ['another algorithm of the same key', () => signed(claims, { algorithm: 'HS512' })],
    ['another key', () => signed(claims, {}, `${SECRET}!`)],
    ['an expired token', () => signed({ ...claims, exp: inAnHour() - HOUR - 1 })],
    [
      'a token that never expires',
      () => jwt.sign(claims, SECRET, { algorithm: 'HS256', noTimestamp: true }),
    ],
    ['a token from tomorrow', () => signed({ ...claims, nbf: inAnHour() })],
    ['another issuer', () => signed({ ...claims, iss: 'somebody' })],
    ['no issuer', () => signed(without('iss'))],
    ['another audience', () => signed({ ...claims, aud: 'akasha-labs/sign-in' })],
    ['no audience', () => signed(without('aud'))],
    ['no subject', () => signed(without('sub'))],
    ['a subject that is no GitHub id', () => signed({ ...claims, sub: 'asha' }), 'asha'],
    ['a subject that is a number', () => signed({ ...claims, sub: Number(USER) })],
    ['a subject in a list', () => signed({ ...claims, sub: [USER] })],
    ['an id that is a number', () => signed({ ...claims, jti: 1 })],
    ['an empty id', () => signed({ ...claims, jti: '' })],
    ['a header of its own', () => signed(claims, { header: { alg: 'HS256', kid: 'one' } })],
    ['no id of its own', () => signed(without('jti'))],
    ['a token that is too long', () => signed({ ...claims, padding: 'x'.repeat(1_500) })],
  ])('refuses %s', async (_, make, userId) => {
    const token = await keep(make(), userId);
    const log = vi.spyOn(console, 'error');
    expect(await authorize(token)).toEqual(DENIED);
    expect(log).not.toHaveBeenCalled();
  });

  it('accepts a token of the maximum length, and refuses a longer one', async () => {
    const token = await keep(signed({ ...claims, jti: 'long' }));
    const padded = (length: number) => `Bearer ${token.padStart(length - 'Bearer '.length)}`;
    expect(await authorize(padded(TOKEN_MAX_LENGTH))).toEqual(allowed(token));
    expect(await authorize(padded(TOKEN_MAX_LENGTH + 1))).toEqual(DENIED);
  });

  it('neither verifies nor looks up a longer one', async () => {
    const verify = vi.spyOn(jwt, 'verify');
    const send = vi.spyOn(dynamo, 'send');
    expect(await authorize('x'.repeat(TOKEN_MAX_LENGTH + 1))).toEqual(DENIED);
    expect(verify).not.toHaveBeenCalled();
    expect(send).not.toHaveBeenCalled();
  });

  it('refuses a token with the row of another user', async () => {
    expect(await authorize(await keep(signed({ ...claims, jti: 'two' }), '1'))).toEqual(DENIED);
  });
});
