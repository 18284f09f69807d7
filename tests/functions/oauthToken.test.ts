import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../local/github/account';
import { BASE, givenWorld, loginCode, redeem, VERIFIER } from './world';

const world = await givenWorld();

describe('POST /auth/token', () => {
  const invalidGrant = async (response: Response) => {
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_grant',
      message: 'The code is used, expired or was issued to another client. Sign in again.',
    });
  };

  it('accepts a code once', async () => {
    const code = await loginCode('asha-rao');
    expect((await redeem(code)).status).toBe(200);
    await invalidGrant(await redeem(code));
  });

  it.each([2, 20])('starts one session for %i clients with one code', async (clients) => {
    const code = await loginCode('asha-rao');
    const answers = await Promise.all(Array.from({ length: clients }, () => redeem(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: clients - 1 }, () => 400),
    ]);
  });

  it('refuses an incorrect verifier, and the correct one after it', async () => {
    const code = await loginCode('asha-rao');
    await invalidGrant(await redeem(code, 'w'.repeat(43)));
    await invalidGrant(await redeem(code));
  });

  it('refuses an unknown code', async () => {
    await invalidGrant(await redeem('x'.repeat(43)));
  });

  it('accepts a code for one minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T10:00:00.000Z') });
    const [inTime, tooLate] = [await loginCode('punctual'), await loginCode('punctual')];
    vi.setSystemTime('2026-11-16T10:00:59.999Z');
    expect((await redeem(inTime)).status).toBe(200);
    vi.setSystemTime('2026-11-16T10:01:00.000Z');
    await invalidGrant(await redeem(tooLate));
  });

  it('records the user agent of the client', async () => {
    await redeem(await loginCode('unique-client'));
    const rows = await world.items('Sessions');
    const { id } = accountOf('unique-client');
    expect(rows.filter(({ sk }) => sk === `USER#${id}`)).toMatchObject([
      { userAgent: 'a browser' },
    ]);
  });

  const post = (body: string | Uint8Array | null, type?: string) =>
    fetch(`${BASE}/auth/token`, {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    });

  it('reads a body in base64, as API Gateway sends one of unknown type', async () => {
    const body = JSON.stringify({ code: await loginCode('asha-rao'), code_verifier: VERIFIER });
    expect((await post(new TextEncoder().encode(body))).status).toBe(200);
  });

  const code = 'x'.repeat(43);
  it.each<[string, string | null]>([
    ['no body', null],
    ['no JSON', 'code=x'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no code', JSON.stringify({ code_verifier: VERIFIER })],
    ['no verifier', JSON.stringify({ code })],
    ['a code that is no text', JSON.stringify({ code: 1, code_verifier: VERIFIER })],
    ['an empty code', JSON.stringify({ code: '', code_verifier: VERIFIER })],
    ['a huge code', JSON.stringify({ code: 'x'.repeat(5_000), code_verifier: VERIFIER })],
    ['a short verifier', JSON.stringify({ code, code_verifier: 'v'.repeat(42) })],
    ['a long verifier', JSON.stringify({ code, code_verifier: 'v'.repeat(129) })],
    ['a verifier of other characters', JSON.stringify({ code, code_verifier: 'é'.repeat(43) })],
  ])('refuses %s', async (_, body) => {
    const response = await post(body, 'application/json');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('does not use up a code for a malformed verifier', async () => {
    const good = await loginCode('asha-rao');
    expect((await redeem(good, 'short')).status).toBe(400);
    expect((await redeem(good)).status).toBe(200);
  });

  it('logs an internal fault without exposing it', async () => {
    const good = await loginCode('asha-rao');
    const { dynamo } = await import('../../functions/lib/dynamo');
    vi.spyOn(dynamo, 'send').mockImplementation(() => {
      throw new Error('the table burns');
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const response = await redeem(good);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: 'server_error',
      message: 'Something went wrong on our side. Try again.',
    });
    const logged = inspect(log.mock.calls);
    expect(logged).toContain('POST /auth/token');
    expect(logged).toContain('the table burns');
    expect(logged).not.toContain(good);
  });

  it('returns 503 with Retry-After while the tables cannot be reached', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const good = await loginCode('asha-rao');
    const { dynamo } = await import('../../functions/lib/dynamo');
    const send = vi.spyOn(dynamo, 'send').mockImplementation(() => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    });
    const response = await redeem(good);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toEqual({
      error: 'temporarily_unavailable',
      message: 'We cannot sign you in right now. Try again in a moment.',
    });
    send.mockRestore();
    expect((await redeem(good)).status).toBe(200);
  });
});
