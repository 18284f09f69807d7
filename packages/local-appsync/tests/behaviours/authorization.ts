import { expect } from 'vitest';
import type { DataSource } from '../../src/sources/dataSource';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
  type Source,
} from './behaviour';
import { answers, givenDefinition, operation } from './given';
import { signed, type Signing } from './signing';

const PAGE = documented(`${GUIDE}security-authz.html`);
const CONTEXT = documented(`${GUIDE}resolver-context-reference-js.html`);
const CLOSED = recorded('https://github.com/aws/aws-appsync-community/issues/214');

const NOON = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;

const schema = `
  type Query {
    closed: String
    open: String @aws_api_key
    internal: String @aws_iam
    both: Thing @aws_api_key @aws_lambda
    things: [Thing] @aws_api_key @aws_lambda
    required: String!
    bare: Bare @aws_api_key @aws_lambda
    named: Named @aws_api_key @aws_lambda
    identity: String @aws_api_key @aws_lambda @aws_iam
    mode: String @aws_api_key @aws_lambda @aws_iam
  }
  interface Named { public: String, machines: String }
  type Thing implements Named @aws_api_key @aws_lambda {
    public: String
    private: String @aws_lambda
    machines: String @aws_iam
  }
  type Bare { inherited: String }
  input Unmarked { a: Int }
`;

const THING = "{ __typename: 'Thing', public: 'public', private: 'private', machines: 'machines' }";

const given = givenDefinition({
  schema,
  resolvers: {
    'Query.closed': answers("'closed'"),
    'Query.open': answers("'open'"),
    'Query.internal': answers("'internal'"),
    'Query.both': answers(THING),
    'Query.things': answers(`[${THING}, ${THING}]`),
    'Query.required': answers("'required'"),
    'Query.bare': answers("{ inherited: 'inherited' }"),
    'Query.named': answers(THING),
    'Query.identity': answers('JSON.stringify(ctx.identity)'),
    'Query.mode': answers('util.authType()'),
  },
});

/** Error entry for a field that is denied to the caller. */
const denied = (
  path: readonly (string | number)[],
  type: string,
  column: unknown = expect.any(Number),
) => ({
  path,
  data: null,
  errorType: 'Unauthorized',
  errorInfo: null,
  locations: [{ line: 1, column, sourceName: null }],
  message: `Not Authorized to access ${String(path.at(-1))} on type ${type}`,
});

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

const key = { 'x-api-key': 'da2-fixture' };
const token = { authorization: 'token' };

/** Signs a query at noon, which is also when it is sent. */
const machine = async (query: string): Promise<Pick<Exchange, 'headers' | 'at'>> => ({
  headers: await signed(operation(query), NOON),
  at: NOON,
});

const asks = (
  query: string,
  sent: Pick<Exchange, 'headers' | 'at'>,
  body: unknown,
): Pick<Behaviour, 'exchanges'> => ({
  exchanges: [{ ...sent, body: operation(query), answer: { body } }],
});

const modes: Behaviour[] = await Promise.all(
  (
    [
      [
        'default-token',
        '{ closed }',
        'token',
        'closed',
        'allows the default mode on a field without a directive',
      ],
      [
        'default-key',
        '{ closed }',
        'key',
        null,
        'denies an API key on a field without a directive when another mode is the default',
      ],
      [
        'default-iam',
        '{ closed }',
        'iam',
        null,
        'denies IAM on a field without a directive when another mode is the default',
      ],
      ['listed-key', '{ open }', 'key', 'open', 'allows a mode on a field that lists it'],
      ['listed-iam', '{ internal }', 'iam', 'internal', 'allows IAM on a field that lists it'],
      [
        'not-implied',
        '{ open }',
        'token',
        null,
        'denies the default mode on a field that lists other modes',
      ],
      ['other-mode', '{ internal }', 'key', null, 'denies a mode on a field that does not list it'],
    ] as const
  ).map(async ([name, query, mode, value, says]) => {
    const field = query.slice(2, -2);
    return {
      id: `AUTHORIZATION-directive-${name}`,
      says,
      source: value === null ? CLOSED : PAGE,
      given,
      ...asks(
        query,
        mode === 'iam' ? await machine(query) : { headers: mode === 'key' ? key : token },
        {
          data: { [field]: value },
          ...(value === null && { errors: [denied([field], 'Query', 3)] }),
        },
      ),
    };
  }),
);

const types: Behaviour[] = [
  {
    id: 'AUTHORIZATION-directive-of-type',
    says: 'applies the modes of a type to its fields',
    source: PAGE,
    given,
    ...asks('{ both { public } }', { headers: key }, { data: { both: { public: 'public' } } }),
  },
  {
    id: 'AUTHORIZATION-directive-of-field-replaces',
    says: "replaces a type's modes with those of a field",
    source: PAGE,
    given,
    ...asks(
      '{ both { public private } }',
      { headers: key },
      {
        data: { both: { public: 'public', private: null } },
        errors: [denied(['both', 'private'], 'Thing', 17)],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-directive-of-field-narrows-default',
    says: 'denies the default mode on a field that does not list it, even if its type does',
    source: PAGE,
    given,
    ...asks(
      '{ both { private machines } }',
      { headers: token },
      {
        data: { both: { private: 'private', machines: null } },
        errors: [denied(['both', 'machines'], 'Thing', 18)],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-directive-of-returned-type',
    says: 'denies each field of a type without directives, even when the field that returns it is open',
    source: PAGE,
    given,
    ...asks(
      '{ bare { inherited } }',
      { headers: key },
      { data: { bare: { inherited: null } }, errors: [denied(['bare', 'inherited'], 'Bare', 10)] },
    ),
  },
  {
    id: 'AUTHORIZATION-directive-through-interface',
    says: 'applies the directives of the object type to a field of an interface',
    source: unconfirmed('directives apply to object types, not to interfaces'),
    given,
    ...asks(
      '{ named { public machines } }',
      { headers: key },
      {
        data: { named: { public: 'public', machines: null } },
        errors: [denied(['named', 'machines'], 'Thing')],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-denied-in-list',
    says: 'returns an error for a denied field in each element of a list',
    source: CLOSED,
    given,
    ...asks(
      '{ things { machines } }',
      { headers: key },
      {
        data: { things: [{ machines: null }, { machines: null }] },
        errors: [
          denied(['things', 0, 'machines'], 'Thing'),
          denied(['things', 1, 'machines'], 'Thing'),
        ],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-denied-alias',
    says: 'reports the alias of a denied field in the path and its name in the message',
    source: CLOSED,
    given,
    ...asks(
      '{ other: closed }',
      { headers: key },
      {
        data: { other: null },
        errors: [
          {
            ...denied(['other'], 'Query', 3),
            message: 'Not Authorized to access closed on type Query',
          },
        ],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-denied-required',
    says: 'returns no data when a denied field is non-null',
    source: documented('https://spec.graphql.org/October2021/#sec-Handling-Field-Errors'),
    given,
    ...asks(
      '{ required }',
      { headers: key },
      {
        data: null,
        errors: [
          denied(['required'], 'Query', 3),
          {
            path: ['required'],
            locations: null,
            message:
              "Cannot return null for non-nullable type: 'String' within parent 'Query' (/required)",
          },
        ],
      },
    ),
  },
  {
    id: 'AUTHORIZATION-denied-beside-open',
    says: 'returns the open fields next to a denied one',
    source: CLOSED,
    given,
    ...asks(
      '{ open closed }',
      { headers: key },
      { data: { open: 'open', closed: null }, errors: [denied(['closed'], 'Query', 8)] },
    ),
  },
  {
    id: 'AUTHORIZATION-denied-not-run',
    says: 'does not run the resolver of a denied field',
    source: PAGE,
    given: () => {
      let runs = 0;
      const counting: DataSource = { invoke: () => Promise.resolve({ result: (runs += 1) }) };
      const code = `
        export function request(ctx) { return {}; }
        export function response(ctx) { return ctx.result; }
      `;
      return givenDefinition({
        schema: 'type Query { open: Int } type Mutation { count: Int @aws_iam }',
        sources: { counting },
        resolvers: {
          'Query.open': { code, source: 'counting' },
          'Mutation.count': { code, source: 'counting' },
        },
      })();
    },
    exchanges: [
      {
        body: operation('mutation { count }'),
        answer: { body: { data: { count: null }, errors: [denied(['count'], 'Mutation', 12)] } },
      },
      { body: operation('{ open }'), answer: { body: { data: { open: 1 } } } },
    ],
  },
  {
    id: 'AUTHORIZATION-typename-open',
    says: 'returns `__typename` of a type in every mode',
    source: unconfirmed('no directive can apply to it'),
    given,
    ...asks(
      '{ bare { __typename } }',
      { headers: key },
      { data: { bare: { __typename: 'Bare' } } },
    ),
  },
];

const who: Behaviour[] = [
  {
    id: 'AUTHORIZATION-identity-api-key',
    says: 'passes no identity to resolvers for an API key',
    source: CONTEXT,
    given,
    ...asks('{ identity }', { headers: key }, { data: { identity: 'null' } }),
  },
  {
    id: 'AUTHORIZATION-identity-iam',
    says: 'passes the account, the user and its ARN to resolvers for a signed request',
    source: CONTEXT,
    given,
    ...asks('{ identity }', await machine('{ identity }'), {
      data: {
        identity: JSON.stringify({
          accountId: '000000000000',
          cognitoIdentityPoolId: null,
          cognitoIdentityId: null,
          sourceIp: ['127.0.0.1'],
          username: 'AKID',
          userArn: 'arn:aws:iam::000000000000:user/AKID',
          cognitoIdentityAuthType: null,
          cognitoIdentityAuthProvider: null,
        }),
      },
    }),
  },
  ...(await Promise.all(
    (
      [
        ['api-key', { headers: key }, 'API Key Authorization'],
        ['iam', await machine('{ mode }'), 'IAM Authorization'],
      ] as const
    ).map(([name, sent, mode]): Behaviour => ({
      id: `AUTHORIZATION-type-${name}`,
      says: `returns \`${mode}\` from \`util.authType()\``,
      source: documented(`${GUIDE}utility-helpers-in-util-js.html`),
      given,
      ...asks('{ mode }', sent, { data: { mode } }),
    })),
  )),
];

/**
 * An API with only keys: one without an expiry, one until noon, one until a second before 13:00.
 */
const keys = givenDefinition({
  schema: 'type Query { value: String }',
  resolvers: { 'Query.value': answers("'a'") },
  auth: {
    defaultMode: 'API_KEY',
    apiKeys: [
      { key: 'da2-first' },
      { key: 'da2-noon', expires: NOON / 1_000 },
      { key: 'da2-late', expires: NOON / 1_000 + 3_599 },
    ],
  },
});

const fine: Exchange['answer'] = { body: { data: { value: 'a' } } };

type Refusal = readonly [
  name: string,
  says: string,
  sent: Pick<Exchange, 'headers' | 'at'>,
  isOpen: boolean,
  source?: Source,
];

const apiKeys: Behaviour[] = (
  [
    ['valid', 'accepts an API key', { headers: { 'x-api-key': 'da2-first' } }, true],
    ['unknown', 'refuses an unknown API key', { headers: { 'x-api-key': 'da2-none' } }, false],
    ['empty', 'refuses an empty API key', { headers: { 'x-api-key': '' } }, false],
    ['prefix', 'refuses a prefix of an API key', { headers: { 'x-api-key': 'da2-' } }, false],
    [
      'case',
      'refuses an API key in another case',
      { headers: { 'x-api-key': 'DA2-FIRST' } },
      false,
    ],
    ['none', 'refuses a request without a key', { headers: {} }, false],
    [
      'in-authorization',
      'refuses an API key in the `Authorization` header',
      { headers: { authorization: 'da2-first' } },
      false,
    ],
    [
      'before-expiry',
      'accepts an API key until it expires',
      { headers: { 'x-api-key': 'da2-noon' }, at: NOON - 1 },
      true,
    ],
    [
      'at-expiry',
      'refuses an API key from its expiry time on',
      { headers: { 'x-api-key': 'da2-noon' }, at: NOON },
      false,
    ],
    [
      'expiry-rounded',
      'rounds the expiry of an API key down to the full hour',
      { headers: { 'x-api-key': 'da2-late' }, at: NOON },
      false,
    ],
    [
      'expiry-rounded-before',
      'accepts an API key until its rounded expiry',
      { headers: { 'x-api-key': 'da2-late' }, at: NOON - 1 },
      true,
    ],
  ] satisfies readonly Refusal[]
).map(([name, says, sent, isOpen]) => ({
  id: `API-KEY-${name}`,
  says,
  source: name.startsWith('expiry')
    ? documented('https://docs.aws.amazon.com/appsync/latest/APIReference/API_ApiKey.html')
    : PAGE,
  given: keys,
  exchanges: [{ ...sent, body: operation('{ value }'), answer: isOpen ? fine : refused }],
}));

const headers: Behaviour[] = [
  {
    id: 'AUTHORIZATION-both-key-decides',
    says: 'uses the API key when a request has both a key and a token',
    source: unconfirmed('the order is not documented'),
    given,
    ...asks(
      '{ mode }',
      { headers: { ...key, ...token } },
      { data: { mode: 'API Key Authorization' } },
    ),
  },
  {
    id: 'AUTHORIZATION-both-wrong-key',
    says: 'refuses an invalid API key even with a valid token',
    source: unconfirmed('the order is not documented'),
    given,
    exchanges: [
      {
        headers: { 'x-api-key': 'da2-none', ...token },
        body: operation('{ mode }'),
        answer: refused,
      },
    ],
  },
  {
    id: 'AUTHORIZATION-nothing',
    says: 'refuses a request with neither a key nor a token',
    source: PAGE,
    given,
    exchanges: [{ headers: {}, body: operation('{ mode }'), answer: refused }],
  },
  {
    id: 'AUTHORIZATION-empty-token',
    says: 'refuses an empty token',
    source: PAGE,
    given,
    exchanges: [{ headers: { authorization: '' }, body: operation('{ mode }'), answer: refused }],
  },
  {
    id: 'AUTHORIZATION-before-document',
    says: 'refuses a caller before it validates the document',
    source: unconfirmed('an unauthorized caller must not learn anything about the schema'),
    given,
    exchanges: [{ headers: {}, body: operation('{ nonsense }'), answer: refused }],
  },
  ...(
    [
      ['API_KEY', key],
      ['AWS_LAMBDA', token],
    ] as const
  ).map(([mode, sent]): Behaviour => ({
    id: `AUTHORIZATION-not-configured-${mode}`,
    says: `refuses ${mode} when the API does not have that mode`,
    source: PAGE,
    given: givenDefinition({
      schema: 'type Query { value: String }',
      auth: {
        defaultMode: 'AWS_IAM',
        iam: { accessKeyId: 'AKID', secretAccessKey: 'secret', region: 'ap-south-1' },
      },
    }),
    exchanges: [{ headers: sent, body: operation('{ value }'), answer: refused }],
  })),
];

const SIGV4 = documented(
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
);
const REFUSED = unconfirmed(
  'the refusal is documented, but reports have a 403 with other messages: https://github.com/aws-amplify/amplify-js/issues/2422',
);

const INTERNAL = operation('{ internal }');
const signature = await signed(INTERNAL, NOON);
/** The valid signature with a changed scope. */
const scope = (from: string, to: string): Record<string, string> => ({
  authorization: signature['authorization']!.replace(`/${from}/`, `/${to}/`),
});
const opened: Exchange['answer'] = { body: { data: { internal: 'internal' } } };

const signatures: Behaviour[] = [
  ...(
    [
      ['five-minutes-late', 5 * MINUTE, opened, 'accepts a signature that is five minutes old'],
      ['later', 5 * MINUTE + 1, refused, 'refuses an older signature'],
      ['five-minutes-early', -5 * MINUTE, opened, 'accepts a signature from five minutes ahead'],
      ['earlier', -5 * MINUTE - 1, refused, 'refuses a signature from further ahead'],
    ] as const
  ).map(([name, late, answer, says]): Behaviour => ({
    id: `SIGNATURE-${name}`,
    says,
    source: answer === opened ? SIGV4 : REFUSED,
    given,
    exchanges: [{ headers: signature, at: NOON + late, body: INTERNAL, answer }],
  })),
  ...(await Promise.all(
    (
      [
        ['unknown-key', 'with an unknown access key', { accessKeyId: 'OTHER' }],
        ['other-secret', 'made with another secret', { secretAccessKey: 'other' }],
        ['other-service', 'for another service', { service: 's3' }],
        ['other-region', 'for another region', { region: 'us-east-1' }],
        ['host-unsigned', 'that does not cover the host', { unsigned: ['host'] }],
      ] satisfies [string, string, Signing][]
    ).map(async ([name, says, signing]): Promise<Behaviour> => ({
      id: `SIGNATURE-${name}`,
      says: `refuses a signature ${says}`,
      source: REFUSED,
      given,
      exchanges: [
        {
          headers: await signed(INTERNAL, NOON, signing),
          at: NOON,
          body: INTERNAL,
          answer: refused,
        },
      ],
    })),
  )),
  ...(
    [
      ['other-host', 'when a signed header was changed', { host: 'elsewhere' }],
      ['other-date', 'when the date was changed', { 'x-amz-date': '20261123T120001Z' }],
      ['no-date', 'without a date', { 'x-amz-date': '' }],
      ['other-hash', 'with the hash of another body', { 'x-amz-content-sha256': 'a'.repeat(64) }],
      ['scope-service', 'with another service in its scope', scope('appsync', 's3')],
      ['scope-day', 'with another day in its scope', scope('20261123', '20261122')],
      ['broken', 'that is truncated', { authorization: signature['authorization']!.slice(0, -1) }],
    ] as const
  ).map(([name, says, changed]): Behaviour => ({
    id: `SIGNATURE-${name}`,
    says: `refuses a signature ${says}`,
    source: REFUSED,
    given,
    exchanges: [
      { headers: { ...signature, ...changed }, at: NOON, body: INTERNAL, answer: refused },
    ],
  })),
  {
    id: 'SIGNATURE-other-body',
    says: 'refuses a signature over another body',
    source: REFUSED,
    given,
    exchanges: [{ headers: signature, at: NOON, body: operation('{ mode }'), answer: refused }],
  },
  {
    id: 'SIGNATURE-unsigned-header',
    says: 'accepts unsigned headers next to the signed ones',
    source: SIGV4,
    given,
    exchanges: [
      { headers: { ...signature, 'x-more': 'a' }, at: NOON, body: INTERNAL, answer: opened },
    ],
  },
];

export const authorization: Area = {
  title: 'Authorization',
  behaviours: [...modes, ...types, ...who, ...apiKeys, ...headers, ...signatures],
};
