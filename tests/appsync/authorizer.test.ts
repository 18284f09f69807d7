import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAuthorization, type AuthRequest } from '../../local/appsync/auth';
import {
  createAuthorizer,
  type AuthorizerConfig,
  type AuthorizerEvent,
} from '../../local/appsync/authorizer';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html';

afterEach(() => vi.restoreAllMocks());

const eventOf = (authorizationToken: string): AuthorizerEvent => ({
  authorizationToken,
  requestContext: {
    apiId: 'local',
    accountId: '000000000000',
    requestId: 'r',
    queryString: '{ a }',
    variables: {},
  },
  requestHeaders: {},
});

/** How often a handler was asked, and whether each token was let in, at the given seconds. */
async function asked(
  config: Omit<AuthorizerConfig, 'handler'>,
  answer: unknown,
  requests: readonly (readonly [token: string, second: number])[],
): Promise<{ calls: number; allowed: boolean[] }> {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let now = 0;
  const handler = vi.fn(() => Promise.resolve(answer));
  const authorizer = createAuthorizer({ ...config, handler }, () => now);
  const allowed: boolean[] = [];
  for (const [token, second] of requests) {
    now = second * 1_000;
    allowed.push(
      await authorizer(eventOf(token)).then(
        () => true,
        () => false,
      ),
    );
  }
  return { calls: handler.mock.calls.length, allowed };
}

const yes = { isAuthorized: true };
const twice = [
  ['a', 0],
  ['a', 1],
] as const;

/** What is known about the cache and the answer of a Lambda authorizer; `source` says from where. */
const cases: {
  id: string;
  source: string;
  config?: Omit<AuthorizerConfig, 'handler'>;
  answer: unknown;
  requests: readonly (readonly [string, number])[];
  calls: number;
  allowed: boolean[];
}[] = [
  {
    id: 'AUTHORIZER-1: nothing is cached by default',
    source: GUIDE,
    answer: yes,
    requests: twice,
    calls: 2,
    allowed: [true, true],
  },
  {
    id: 'AUTHORIZER-2: an answer is good for the TTL of the API',
    source: GUIDE,
    config: { resultTtlSeconds: 10 },
    answer: yes,
    requests: [
      ['a', 0],
      ['a', 9.9],
      ['a', 10],
    ],
    calls: 2,
    allowed: [true, true, true],
  },
  {
    id: 'AUTHORIZER-3: the key is the token alone',
    source: GUIDE,
    config: { resultTtlSeconds: 10 },
    answer: yes,
    requests: [
      ['a', 0],
      ['b', 0],
      ['a', 1],
    ],
    calls: 2,
    allowed: [true, true, true],
  },
  {
    id: 'AUTHORIZER-4: ttlOverride 0 keeps an answer from being cached',
    source: GUIDE,
    config: { resultTtlSeconds: 10 },
    answer: { ...yes, ttlOverride: 0 },
    requests: twice,
    calls: 2,
    allowed: [true, true],
  },
  {
    id: 'AUTHORIZER-5: ttlOverride is in seconds and wins over the TTL of the API',
    source: GUIDE,
    answer: { ...yes, ttlOverride: 5 },
    requests: [
      ['a', 0],
      ['a', 4],
      ['a', 5],
    ],
    calls: 2,
    allowed: [true, true, true],
  },
  {
    id: 'AUTHORIZER-6: a refusal is an answer like any other',
    source: `unconfirmed; ${GUIDE} says "responses"`,
    config: { resultTtlSeconds: 10 },
    answer: { isAuthorized: false },
    requests: twice,
    calls: 1,
    allowed: [false, false],
  },
  {
    id: 'AUTHORIZER-7: an answer of a mebibyte is never cached',
    source: GUIDE,
    config: { resultTtlSeconds: 10 },
    answer: { ...yes, resolverContext: { text: 'x'.repeat(1_048_576) } },
    requests: twice,
    calls: 2,
    allowed: [true, true],
  },
  {
    id: 'AUTHORIZER-8: a token that does not match the expression is refused without asking',
    source: GUIDE,
    config: { identityValidationExpression: '[a-z]+' },
    answer: yes,
    requests: [
      ['abc', 0],
      ['abc1', 0],
      ['', 0],
    ],
    calls: 1,
    allowed: [true, false, false],
  },
  {
    id: 'AUTHORIZER-9: resolverContext is flat',
    source: GUIDE,
    answer: { ...yes, resolverContext: { nested: { a: 1 } } },
    requests: [['a', 0]],
    calls: 1,
    allowed: [false],
  },
  {
    id: 'AUTHORIZER-10: isAuthorized is a boolean',
    source: GUIDE,
    answer: { isAuthorized: 'true' },
    requests: [['a', 0]],
    calls: 1,
    allowed: [false],
  },
  {
    id: 'AUTHORIZER-11: deniedFields is a list of texts',
    source: GUIDE,
    answer: { ...yes, deniedFields: 'Query.a' },
    requests: [['a', 0]],
    calls: 1,
    allowed: [false],
  },
];

describe('a Lambda authorizer', () => {
  it.each(cases)('$id', async ({ config = {}, answer, requests, calls, allowed }) => {
    expect(await asked(config, answer, requests)).toEqual({ calls, allowed });
  });

  it('AUTHORIZER-12: is waited for ten seconds', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.useFakeTimers();
    const authorizer = createAuthorizer({ handler: () => new Promise(() => undefined) });
    const answer = authorizer(eventOf('a')).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(9_999);
    const early = await Promise.race([answer, Promise.resolve('waiting')]);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    expect(early).toBe('waiting');
    expect(await answer).toMatchObject({ status: 401 });
  });
});

describe('an API key', () => {
  const NOON = Date.parse('2026-11-23T12:00:00Z');
  const request: AuthRequest = {
    requestId: 'r',
    path: '/graphql',
    headers: { 'x-api-key': 'da2-key' },
    body: '',
    operation: { query: '{ a }', variables: {} },
  };
  const isOpen = (expires: number, at: number): Promise<boolean> =>
    createAuthorization(
      { defaultMode: 'API_KEY', apiKeys: [{ key: 'da2-other' }, { key: 'da2-key', expires }] },
      () => at,
    )(request).then(
      () => true,
      () => false,
    );

  it.each([
    ['API-KEY-1: is good until it expires', NOON / 1000, NOON - 1, true],
    ['API-KEY-2: is refused from then on', NOON / 1000, NOON, false],
    ['API-KEY-3: expires at the full hour before', NOON / 1000 + 3_599, NOON, false],
  ])('%s', async (_, expires, at, open) => {
    expect(await isOpen(expires, at)).toBe(open);
  });
});
