import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AppSyncAuthorizerEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { accountOf, emailsOf } from '../../local/github/account';
import { standInApp } from '../../local/github/standIn';
import { userKey } from '../../model/user';
import { begin, consent, githubWith, redeem, SECRET, startWorld, VERIFIER, visit } from './world';

// As on Lambda.
vi.stubEnv('POWERTOOLS_DEV', 'false');
const world = await startWorld();
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await world.stop();
});
const { dynamo } = await import('../../functions/lib/dynamo');
const { sha256Hex } = await import('../../functions/lib/secret');

/** All lines that the functions wrote since the test started, as Lambda stores them. */
let lines: string[];
/** All credentials and whole email addresses since the test started. */
let secrets: Set<string>;

beforeEach(() => {
  world.github = world.standIn;
  lines = [];
  secrets = new Set([SECRET, VERIFIER, standInApp.clientSecret]);
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text).replace(/\n$/, ''));
      return true;
    });
  }
});
afterEach(() => {
  expect(secrets.size).toBeGreaterThan(3);
  for (const line of lines) {
    for (const secret of secrets) expect(line).not.toContain(secret);
    expect(line).not.toContain('\n');
  }
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

/** The audit trail: all lines that CloudWatch Logs Insights finds by `event`. */
const trail = () => parsed().filter((line) => 'event' in line);

/** What every line of the audit trail has besides its own fields. */
const line = (level: 'INFO' | 'WARN' | 'ERROR') => ({
  level,
  message: 'audit',
  sampling_rate: 0,
  service: 'akasha-labs',
  timestamp: expect.stringMatching(TIME) as string,
  provider: 'github',
});

function expectRefusal(reason: string, userId?: string) {
  expect(trail()).toEqual([
    {
      ...line('WARN'),
      event: 'sign_in_refused',
      reason,
      ...(userId !== undefined && { userId }),
    },
  ]);
}

const idOf = (login: string) => String(accountOf(login).id);

/** Starts a sign-in and adds its secrets to `secrets`. */
async function givenBegun(login: string, query: Record<string, string> = {}) {
  const { consent: at, cookie } = await begin(query);
  const callback = await consent(at, login);
  const [, value = ''] = cookie.split('=');
  const claims = JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    string
  >;
  for (const secret of [value, value.split('.')[2]!, claims['state']!, claims['githubVerifier']!]) {
    secrets.add(secret);
  }
  secrets.add(callback.searchParams.get('code')!);
  for (const { email } of emailsOf(accountOf(login))) secrets.add(email);
  // Only the responses of the stand-in contain its tokens, so they are collected here.
  const passing = world.github;
  world.github = async (request) => {
    const response = await passing(request);
    const token = /gho_\w+/.exec(await response.clone().text())?.[0];
    if (token) secrets.add(token);
    return response;
  };
  return { callback, cookie };
}

async function givenCode(login: string): Promise<string> {
  const { callback, cookie } = await givenBegun(login);
  const back = new URL((await visit(callback, cookie)).headers.get('location')!);
  const code = back.searchParams.get('code')!;
  secrets.add(code).add(sha256Hex(code));
  return code;
}

const failDynamo = (error: Error) =>
  vi.spyOn(dynamo, 'send').mockImplementation(() => {
    throw error;
  });

const throttled = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

describe('the audit trail', () => {
  it('records a sign-in in one line, at its end', async () => {
    const code = await givenCode('asha-rao');
    expect(trail()).toEqual([]);
    const { token } = (await (await redeem(code)).json()) as { token: string };
    for (const part of [token, ...token.split('.').slice(1), sha256Hex(token)]) secrets.add(part);
    expect(trail()).toEqual([
      {
        ...line('INFO'),
        event: 'signed_in',
        userId: idOf('asha-rao'),
        session: sha256Hex(token).slice(0, 8),
      },
    ]);
    // The others are metrics.
    expect(parsed().filter((each) => !('_aws' in each))).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['invalid_challenge', { code_challenge: 'none' }],
    ['invalid_challenge_method', { code_challenge_method: 'plain' }],
    ['invalid_return_to', { return_to: 'https://elsewhere.example/' }],
    ['return_to_too_long', { return_to: `/${'é'.repeat(1_000)}` }],
  ])('records why a sign-in did not start: %s', async (reason, query) => {
    secrets.add(query['return_to'] ?? 'none such');
    await begin(query);
    expectRefusal(reason);
  });

  it('records a callback that belongs to no sign-in', async () => {
    const { callback } = await givenBegun('asha-rao');
    await visit(callback, '');
    expectRefusal('unknown_state');
  });

  it('records a state that is used again', async () => {
    const { callback, cookie } = await givenBegun('asha-rao');
    await visit(callback, cookie);
    await visit(callback, cookie);
    expectRefusal('used_state');
  });

  it('records that a person cancelled', async () => {
    const { callback, cookie } = await givenBegun('asha-rao');
    callback.searchParams.set('error', 'access_denied');
    await visit(callback, cookie);
    expectRefusal('access_denied');
  });

  it.each<[string, string, () => Response]>([
    [
      'no JSON',
      '/github/login/oauth/access_token',
      () => new Response('{"access_token":"gho_verysecret","oops'),
    ],
    [
      'a token in an error',
      '/github/login/oauth/access_token',
      () => Response.json({ error: 'gho_verysecret is not for you' }),
    ],
    [
      'a token that fits no header',
      '/github/login/oauth/access_token',
      () => Response.json({ access_token: 'gho_verysecret\nx' }),
    ],
    ['no profile', '/github/api/user', () => Response.json({ id: 0, email: 'a@private.example' })],
  ])('records that GitHub failed, without its response: %s', async (_, path, answer) => {
    const { callback, cookie } = await givenBegun('asha-rao');
    secrets.add('gho_verysecret').add('private.example');
    world.github = githubWith(world, path, answer);
    await visit(callback, cookie);
    expectRefusal('github_unavailable');
  });

  it('does not expose email addresses that it cannot read', async () => {
    const { callback, cookie } = await givenBegun('asha-rao');
    secrets.add('private.example');
    world.github = githubWith(world, '/github/api/user/emails', () =>
      Response.json([{ email: 'a@private.example', primary: 'yes' }]),
    );
    await visit(callback, cookie);
    expect(trail()).toEqual([]);
    expect(lines.join()).toContain('The email address could not be read');
  });

  it.each([
    ['temporarily_unavailable', throttled()],
    ['server_error', new Error('the table burns')],
  ])('records an internal fault in the callback: %s', async (reason, error) => {
    const { callback, cookie } = await givenBegun('asha-rao');
    failDynamo(error);
    await visit(callback, cookie);
    expectRefusal(reason);
  });

  it.each([
    ['temporarily_unavailable', throttled()],
    ['server_error', new Error('the table burns')],
  ])('records an internal fault in the exchange: %s', async (reason, error) => {
    const code = await givenCode('asha-rao');
    failDynamo(error);
    await redeem(code);
    expectRefusal(reason);
  });

  it('records an invalid body, without its contents', async () => {
    secrets.add('a-secret-code');
    await redeem('a-secret-code', 'short');
    expectRefusal('invalid_body');
  });

  it('records an unknown code', async () => {
    secrets.add('a-secret-code').add(sha256Hex('a-secret-code'));
    await redeem('a-secret-code');
    expectRefusal('unknown_code');
  });

  it('records a used code', async () => {
    const code = await givenCode('asha-rao');
    await redeem(code);
    lines.splice(0);
    await redeem(code);
    expectRefusal('unknown_code');
  });

  it('records an expired code', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const code = await givenCode('late');
    vi.setSystemTime(Date.now() + 60_000);
    await redeem(code);
    expectRefusal('expired_code', idOf('late'));
  });

  it('records an incorrect verifier', async () => {
    const code = await givenCode('guessed');
    const guess = 'w'.repeat(43);
    secrets.add(guess);
    await redeem(code, guess);
    expectRefusal('wrong_verifier', idOf('guessed'));
  });

  it('records a code from before every session was ended', async () => {
    const code = await givenCode('everywhere');
    await world.documents.send(
      new UpdateCommand({
        TableName: tableNames.Users,
        Key: userKey(idOf('everywhere')),
        UpdateExpression: 'SET sessionsValidFrom = :now',
        ExpressionAttributeValues: { ':now': Date.now() + 1 },
      }),
    );
    await redeem(code);
    expectRefusal('signed_out_everywhere', idOf('everywhere'));
  });

  it('records a code of a deleted account', async () => {
    const code = await givenCode('gone');
    await world.documents.send(
      new DeleteCommand({ TableName: tableNames.Users, Key: userKey(idOf('gone')) }),
    );
    await redeem(code);
    expectRefusal('no_account', idOf('gone'));
  });

  describe('of the authorizer', () => {
    async function authorize(authorizationToken: string) {
      const { handler } = await import('../../functions/authorizer');
      return handler({ authorizationToken } as AppSyncAuthorizerEvent);
    }

    async function givenToken(login: string): Promise<string> {
      const code = await givenCode(login);
      const { token } = (await (await redeem(code)).json()) as { token: string };
      for (const part of [token, ...token.split('.').slice(1), sha256Hex(token)]) secrets.add(part);
      lines.length = 0;
      return token;
    }

    it('has no line for an authorized or an invalid token', async () => {
      const token = await givenToken('asha-rao');
      await authorize(token);
      await authorize(`${token}x`);
      await authorize('garbage');
      expect(lines).toEqual([]);
    });

    it('has a line for a refusal because the lookup failed', async () => {
      const token = await givenToken('asha-rao');
      failDynamo(throttled());
      expect(await authorize(token)).toMatchObject({ isAuthorized: false });
      expect(trail()).toEqual([
        {
          ...line('ERROR'),
          event: 'session_unknown',
        },
      ]);
    });
  });
});
