import { expect } from 'vitest';
import type { AuthorizerConfig, AuthorizerEvent } from '../../src/access/authorizer';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
  type Given,
  type Source,
} from './behaviour';
import { answers, givenDefinition, operation } from './given';

const PAGE = documented(`${GUIDE}security-authz.html#aws-lambda-authorization`);
const CONFIG = documented(
  'https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html',
);
const community = (issue: number): Source =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);

type AuthorizerFunction = (event: AuthorizerEvent, calls: number) => unknown;

/** Code of every field. Returns the field's value from the authorizer's context. */
const reflecting = answers(
  `({ ...ctx.identity.resolverContext, post: { title: 'a', secret: 'b' }, author: { title: 'a' },
      context: JSON.stringify(ctx.identity.resolverContext) })[ctx.info.fieldName]`,
);

/**
 * An API with only an authorizer. The handler receives the number of calls so far. `seen` and
 * `calls` return the values that it puts into the context under these names.
 */
const asking =
  (handler: AuthorizerFunction, config: Omit<AuthorizerConfig, 'handler'> = {}): Given =>
  () => {
    let calls = 0;
    return givenDefinition({
      schema: `
        type Query { seen: String, calls: Int, post: Post, author: Author, context: String }
        type Mutation { seen: String }
        type Post { title: String secret: String }
        type Author { title: String }
      `,
      resolvers: Object.fromEntries(
        [
          'Query.seen',
          'Mutation.seen',
          'Query.calls',
          'Query.post',
          'Query.author',
          'Query.context',
        ].map((field) => [field, reflecting]),
      ),
      auth: {
        defaultMode: 'AWS_LAMBDA',
        authorizer: {
          handler: async (event) => {
            calls += 1;
            return handler(event, calls);
          },
          ...config,
        },
      },
    })();
  };

const refused: Exchange['answer'] = {
  status: 401,
  headers: { 'x-amzn-errortype': 'UnauthorizedException' },
  body: {
    errors: [
      {
        errorType: 'UnauthorizedException',
        message: 'You are not authorized to make this call.',
      },
    ],
  },
};

/** Passes one value of the event to resolvers. */
const telling = (seen: (event: AuthorizerEvent) => string | undefined): Given =>
  asking((event) => ({ isAuthorized: true, resolverContext: { seen: seen(event) ?? 'nothing' } }));

const keysOf = (value: object): string => Object.keys(value).sort().join();

type Seen = readonly [
  name: string,
  says: string,
  seen: (event: AuthorizerEvent) => string | undefined,
  value: unknown,
  exchange?: Partial<Exchange>,
  source?: Source,
];

const events: readonly Seen[] = [
  [
    'token',
    'the `Authorization` header as the token',
    (event) => event.authorizationToken,
    'abc',
    { headers: { authorization: 'abc' } },
  ],
  [
    'token-bearer',
    'the whole header, including `Bearer`',
    (event) => event.authorizationToken,
    'Bearer abc',
    { headers: { authorization: 'Bearer abc' } },
    unconfirmed('documented for an API with other modes, in which the token belongs to those'),
  ],
  [
    'token-signed',
    'a token that looks like a signature when the API does not have IAM',
    (event) => event.authorizationToken,
    'AWS4-HMAC-SHA256 a',
    { headers: { authorization: 'AWS4-HMAC-SHA256 a' } },
    unconfirmed('the refusal is documented only together with IAM'),
  ],
  ['query', 'the document', (event) => event.requestContext.queryString, '{ seen }'],
  [
    'operation-name',
    'the name of the operation',
    (event) => event.requestContext.operationName,
    'B',
    { body: JSON.stringify({ query: 'query A { calls } query B { seen }', operationName: 'B' }) },
  ],
  [
    'operation-name-none',
    'no operation name when the request has none',
    (event) => event.requestContext.operationName,
    'nothing',
    {},
    unconfirmed('the guide shows a name'),
  ],
  [
    'variables',
    'the variables',
    (event) => JSON.stringify(event.requestContext.variables),
    '{"a":1}',
    { body: operation('{ seen }', { a: 1 }) },
  ],
  [
    'variables-none',
    'empty variables when the request has none',
    (event) => JSON.stringify(event.requestContext.variables),
    '{}',
    { body: '{"query":"{ seen }"}' },
    unconfirmed('the guide shows an empty object'),
  ],
  [
    'request-id',
    'a request id',
    (event) => event.requestContext.requestId,
    expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  ],
  [
    'account',
    'an account id of twelve digits',
    (event) => event.requestContext.accountId,
    expect.stringMatching(/^\d{12}$/),
  ],
  ['api', 'the id of the API', (event) => event.requestContext.apiId, expect.stringMatching(/./)],
  [
    'headers',
    'the headers',
    (event) => event.requestHeaders['x-custom'],
    'yes',
    { headers: { authorization: 'abc', 'x-custom': 'yes' } },
  ],
  [
    'keys',
    'only a token, the request context and the headers',
    keysOf,
    'authorizationToken,requestContext,requestHeaders',
  ],
  [
    'context-keys',
    'a request context with six properties',
    (event) => keysOf(event.requestContext),
    'accountId,apiId,operationName,queryString,requestId,variables',
    { body: JSON.stringify({ query: 'query A { seen }', operationName: 'A' }) },
  ],
];

const told: Behaviour[] = events.map(([name, says, seen, value, exchange, source = PAGE]) => ({
  id: `AUTHORIZER-event-${name}`,
  says: `sends the authorizer ${says}`,
  source,
  given: telling(seen),
  exchanges: [
    { body: operation('{ seen }'), ...exchange, answer: { body: { data: { seen: value } } } },
  ],
}));

const faults: Behaviour[] = (
  [
    ['no', 'denies it', () => ({ isAuthorized: false }), PAGE],
    ['nothing', 'returns nothing', () => undefined, PAGE],
    ['empty', 'returns an empty object', () => ({}), PAGE],
    ['text', 'returns `isAuthorized` as a string', () => ({ isAuthorized: 'true' }), PAGE],
    ['list', 'returns a list', () => [{ isAuthorized: true }], PAGE],
    [
      'error',
      "throws, without the error's message",
      () => {
        throw new Error('You are too late.');
      },
      community(372),
    ],
    [
      'context-nested',
      'returns a nested context',
      () => ({ isAuthorized: true, resolverContext: { nested: { a: 1 } } }),
      unconfirmed('the guide does not support nested keys'),
    ],
    [
      'context-text',
      'returns a string as the context',
      () => ({ isAuthorized: true, resolverContext: 'a' }),
      unconfirmed('the guide requires an object'),
    ],
    [
      'context-large',
      'returns a context larger than 5 MB',
      () => ({ isAuthorized: true, resolverContext: { text: 'x'.repeat(5 * 1_048_576) } }),
      PAGE,
    ],
    [
      'denied-fields-text',
      'returns a string as the denied fields',
      () => ({ isAuthorized: true, deniedFields: 'Query.seen' }),
      unconfirmed('the guide requires a list'),
    ],
  ] satisfies [string, string, AuthorizerFunction, Source][]
).map(([name, says, handler, source]) => ({
  id: `AUTHORIZER-refuses-${name}`,
  says: `refuses the request when the authorizer ${says}`,
  source,
  given: asking(handler),
  exchanges: [{ body: operation('{ seen }'), answer: refused }],
}));

const yes = { isAuthorized: true };
const counting = (answer: object, config?: Omit<AuthorizerConfig, 'handler'>): Given =>
  asking((_, calls) => ({ ...yes, ...answer, resolverContext: { calls, ...answer } }), config);

const START = Date.parse('2026-11-23T12:00:00Z');

/** A request with a token at a second, and the number of the authorizer call that decides it. */
const asks = (token: string, second: number, calls: number | null): Exchange => ({
  headers: { authorization: token },
  at: START + second * 1_000,
  body: operation('{ calls }'),
  answer: calls === null ? refused : { body: { data: { calls } } },
});

const TTL = { resultTtlSeconds: 10 };

const cache: Behaviour[] = (
  [
    [
      'off',
      'calls the authorizer for every request by default',
      CONFIG,
      counting({}),
      [asks('a', 0, 1), asks('a', 1, 2)],
    ],
    [
      'ttl',
      'calls the authorizer once per token within the TTL of the API',
      CONFIG,
      counting({}, TTL),
      [asks('a', 0, 1), asks('a', 9.9, 1)],
    ],
    [
      'ttl-over',
      'calls the authorizer again after the TTL',
      CONFIG,
      counting({}, TTL),
      [asks('a', 0, 1), asks('a', 10, 2)],
    ],
    [
      'ttl-from-answer',
      'does not extend the TTL when a token is used',
      CONFIG,
      counting({}, TTL),
      [asks('a', 0, 1), asks('a', 6, 1), asks('a', 12, 2)],
    ],
    [
      'key-token',
      'calls the authorizer for each token',
      PAGE,
      counting({}, TTL),
      [asks('a', 0, 1), asks('b', 0, 2), asks('a', 1, 1)],
    ],
    [
      'key-token-alone',
      'does not call the authorizer again for another operation with the same token',
      PAGE,
      counting({}, TTL),
      [
        asks('a', 0, 1),
        {
          ...asks('a', 1, 1),
          headers: { authorization: 'a', 'x-custom': 'other' },
          body: operation('query Other($v: Int) { other: calls }', {}),
          answer: { status: 200 },
        },
        asks('a', 2, 1),
      ],
    ],
    [
      'override-zero',
      'does not cache a response with a `ttlOverride` of 0',
      PAGE,
      counting({ ttlOverride: 0 }, TTL),
      [asks('a', 0, 1), asks('a', 1, 2)],
    ],
    [
      'override',
      'caches a response for the seconds of its `ttlOverride` when the API caches none',
      PAGE,
      counting({ ttlOverride: 5 }),
      [asks('a', 0, 1), asks('a', 4, 1), asks('a', 5, 2)],
    ],
    [
      'override-shorter',
      'caches a response for a `ttlOverride` that is shorter than the TTL of the API',
      PAGE,
      counting({ ttlOverride: 5 }, TTL),
      [asks('a', 0, 1), asks('a', 5, 2)],
    ],
    [
      'large',
      'does not cache a response of 1 MiB',
      PAGE,
      asking(
        (_, calls) => ({ ...yes, resolverContext: { calls, text: 'x'.repeat(1_048_576) } }),
        TTL,
      ),
      [asks('a', 0, 1), asks('a', 1, 2)],
    ],
    [
      'refusal',
      'caches a refusal like any other response',
      unconfirmed('the guide mentions only responses'),
      asking((_, calls) => ({ isAuthorized: calls > 1, resolverContext: { calls } }), TTL),
      [asks('a', 0, null), asks('a', 1, null), asks('a', 10, 2)],
    ],
    [
      'failure',
      'does not cache a failure',
      unconfirmed('a failure is not a response'),
      asking((_, calls) => {
        if (calls === 1) throw new Error('broken');
        return { ...yes, resolverContext: { calls } };
      }, TTL),
      [asks('a', 0, null), asks('a', 1, 2)],
    ],
  ] satisfies [string, string, Source, Given, Exchange[]][]
).map(([name, says, source, given, exchanges]) => ({
  id: `AUTHORIZER-cache-${name}`,
  says,
  source,
  given,
  exchanges,
}));

/** Authorizes every token that reaches the authorizer. */
const matching = (identityValidationExpression: string): Given =>
  asking((_, calls) => ({ ...yes, resolverContext: { calls } }), { identityValidationExpression });

const tokens: Behaviour[] = [
  {
    id: 'AUTHORIZER-expression-fits',
    says: 'calls the authorizer for a token that matches the validation expression',
    source: CONFIG,
    given: matching('[a-z]+'),
    exchanges: [asks('abc', 0, 1)],
  },
  {
    id: 'AUTHORIZER-expression-does-not-fit',
    says: 'refuses a token that does not match the validation expression, without a call',
    source: CONFIG,
    given: matching('[a-z]+'),
    exchanges: [asks('123', 0, null), asks('abc', 0, 1)],
  },
  {
    id: 'AUTHORIZER-expression-fits-part',
    says: 'refuses a token when the validation expression matches only a part of it',
    source: unconfirmed('in Java, matches() applies to the whole text'),
    given: matching('[a-z]+'),
    exchanges: [asks('abc1', 0, null)],
  },
  {
    id: 'AUTHORIZER-expression-java',
    says: 'interprets the validation expression as a Java pattern',
    source: unconfirmed('the guide describes all other patterns as Java patterns'),
    given: matching('(?i)bearer [a-z]+'),
    exchanges: [asks('BEARER abc', 0, 1), asks('BEARER 123', 0, null)],
  },
  {
    id: 'AUTHORIZER-expression-broken',
    says: 'rejects a validation expression that is not a valid pattern',
    source: unconfirmed('it is unknown when AppSync reports the error'),
    given: matching('(a'),
    exchanges: [],
    refusal: 'is not valid',
  },
  ...[-1, 3_601].map((resultTtlSeconds): Behaviour => ({
    id: `AUTHORIZER-ttl-${resultTtlSeconds}`,
    says: `rejects a TTL of ${resultTtlSeconds} seconds`,
    source: CONFIG,
    given: asking(() => yes, { resultTtlSeconds }),
    exchanges: [],
    refusal: 'resultTtlSeconds must be from 0 to 3600.',
  })),
  {
    id: 'AUTHORIZER-token-2048',
    says: 'calls the authorizer for a token of 2,048 characters, and refuses a longer one',
    source: unconfirmed('reported by https://lambda.101i.de/appsync-authorizer/'),
    given: matching('x+'),
    exchanges: [asks('x'.repeat(2_048), 0, 1), asks('x'.repeat(2_049), 0, null)],
  },
  {
    id: 'AUTHORIZER-token-signature-beside-iam',
    says: 'does not call the authorizer for a token that looks like a signature when the API has IAM',
    source: PAGE,
    given: givenDefinition({
      schema: 'type Query { calls: String }',
      resolvers: { 'Query.calls': answers("'a'") },
    }),
    exchanges: [asks('AWS4-HMAC-SHA256 a', 0, null)],
  },
];

const entry = (path: readonly string[], type: string) => ({
  path,
  data: null,
  errorType: 'Unauthorized',
  errorInfo: null,
  locations: [{ line: 1, column: expect.any(Number) as unknown, sourceName: null }],
  message: `Not Authorized to access ${path.at(-1)} on type ${type}`,
});

const ARN = 'arn:aws:appsync:ap-south-1:111122223333:apis/abc/types';

const denying = (
  name: string,
  says: string,
  deniedFields: readonly string[],
  query: string,
  body: unknown,
  source = PAGE,
): Behaviour => ({
  id: `AUTHORIZER-denied-${name}`,
  says,
  source,
  given: asking(() => ({ ...yes, resolverContext: { seen: 'yes' }, deniedFields })),
  exchanges: [{ body: operation(query), answer: { body } }],
});

const denials: Behaviour[] = [
  denying(
    'field',
    'returns null for a field that the authorizer denies',
    ['Query.seen'],
    '{ seen }',
    {
      data: { seen: null },
      errors: [entry(['seen'], 'Query')],
    },
  ),
  denying(
    'arn',
    'returns null for a field that the authorizer denies by its ARN',
    [`${ARN}/Query/fields/seen`],
    '{ seen }',
    { data: { seen: null }, errors: [entry(['seen'], 'Query')] },
  ),
  denying(
    'below',
    'returns null for a denied field even when the resolver of its parent returned a value',
    ['Post.secret'],
    '{ post { title secret } }',
    { data: { post: { title: 'a', secret: null } }, errors: [entry(['post', 'secret'], 'Post')] },
  ),
  denying(
    'of-one-type',
    'returns a field with the same name on another type',
    ['Post.title'],
    '{ author { title } }',
    { data: { author: { title: 'a' } } },
  ),
  denying(
    'alias',
    'returns null for a denied field under an alias',
    ['Query.seen'],
    '{ other: seen }',
    {
      data: { other: null },
      errors: [
        { ...entry(['other'], 'Query'), message: 'Not Authorized to access seen on type Query' },
      ],
    },
  ),
  denying(
    'type-alone',
    'does not interpret a denied type as all of its fields',
    ['Mutation', 'Mutation.*'],
    'mutation { seen }',
    { data: { seen: 'yes' } },
    community(272),
  ),
  denying('none', 'returns every field when none is denied', [], '{ seen }', {
    data: { seen: 'yes' },
  }),
];

const contexts: Behaviour[] = [
  {
    id: 'AUTHORIZER-context-values',
    says: 'passes strings and numbers of the context to resolvers',
    source: PAGE,
    given: asking(() => ({
      ...yes,
      resolverContext: { name: 'Foo Man', balance: 100 },
    })),
    exchanges: [
      {
        body: operation('{ context }'),
        answer: {
          body: { data: { context: '{"name":"Foo Man","balance":100}' } },
        },
      },
    ],
  },
  {
    id: 'AUTHORIZER-context-none',
    says: 'passes an empty context to resolvers when the authorizer returns none',
    source: unconfirmed('it is unknown whether it is empty or absent'),
    given: asking(() => yes),
    exchanges: [{ body: operation('{ context }'), answer: { body: { data: { context: '{}' } } } }],
  },
];

export const authorizer: Area = {
  title: 'Lambda authorizer',
  behaviours: [...told, ...faults, ...cache, ...tokens, ...denials, ...contexts],
};
