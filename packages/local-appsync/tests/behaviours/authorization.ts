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

/** The entry for a field that is closed to the caller. */
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

/** Signs a query at noon, when it is sent too. */
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
        'opens a field without a directive to the default mode',
      ],
      [
        'default-key',
        '{ closed }',
        'key',
        null,
        'closes a field without a directive to an API key that is not the default',
      ],
      [
        'default-iam',
        '{ closed }',
        'iam',
        null,
        'closes a field without a directive to IAM that is not the default',
      ],
      ['listed-key', '{ open }', 'key', 'open', 'opens a field to the mode that it lists'],
      ['listed-iam', '{ internal }', 'iam', 'internal', 'opens a field to IAM where it lists that'],
      [
        'not-implied',
        '{ open }',
        'token',
        null,
        'closes a field that lists other modes to the default mode',
      ],
      ['other-mode', '{ internal }', 'key', null, 'closes a field to a mode that it does not list'],
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
    says: 'opens the fields of a type to the modes that the type lists',
    source: PAGE,
    given,
    ...asks('{ both { public } }', { headers: key }, { data: { both: { public: 'public' } } }),
  },
  {
    id: 'AUTHORIZATION-directive-of-field-replaces',
    says: "replaces a type's modes by those of a field",
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
    says: 'closes a field to the default mode that its type lists and it does not',
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
    says: 'closes each field of a type without directives, though the field that returns it is open',
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
    says: 'closes a field by the directives of its object type where an interface returns it',
    source: unconfirmed('directives stand on object types; interfaces have none'),
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
    says: 'answers an entry for a closed field of each element of a list',
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
    says: 'puts the alias of a closed field into the path and its name into the message',
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
    says: 'answers no data where a closed field may not be null',
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
    says: 'answers the open fields beside a closed one',
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
    says: 'does not run the resolver of a field that is closed',
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
    says: 'answers `__typename` of a type in every mode',
    source: unconfirmed('no directive can be put on it'),
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
    says: 'gives resolvers no identity of who has an API key',
    source: CONTEXT,
    given,
    ...asks('{ identity }', { headers: key }, { data: { identity: 'null' } }),
  },
  {
    id: 'AUTHORIZATION-identity-iam',
    says: 'gives resolvers the account, the user and its ARN of a signed request',
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
      says: `calls the mode \`${mode}\` in \`util.authType()\``,
      source: documented(`${GUIDE}utility-helpers-in-util-js.html`),
      given,
      ...asks('{ mode }', sent, { data: { mode } }),
    })),
  )),
];

/** An API with keys alone: one without an end, one until noon, one until a second before one o'clock. */
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
    ['valid', 'takes an API key', { headers: { 'x-api-key': 'da2-first' } }, true],
    ['unknown', 'refuses an unknown API key', { headers: { 'x-api-key': 'da2-none' } }, false],
    ['empty', 'refuses an empty API key', { headers: { 'x-api-key': '' } }, false],
    ['prefix', 'refuses the beginning of an API key', { headers: { 'x-api-key': 'da2-' } }, false],
    [
      'case',
      'refuses an API key in other letters',
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
      'takes an API key until it expires',
      { headers: { 'x-api-key': 'da2-noon' }, at: NOON - 1 },
      true,
    ],
    [
      'at-expiry',
      'refuses an API key from the moment that it expires',
      { headers: { 'x-api-key': 'da2-noon' }, at: NOON },
      false,
    ],
    [
      'expiry-rounded',
      'lets an API key expire at the full hour before the time that was asked for',
      { headers: { 'x-api-key': 'da2-late' }, at: NOON },
      false,
    ],
    [
      'expiry-rounded-before',
      'takes an API key until the full hour before the time that was asked for',
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
    says: 'lets the API key decide where a token comes with it',
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
    says: 'refuses a wrong API key though a good token comes with it',
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
    says: 'refuses a request that brings neither a key nor a token',
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
    says: 'refuses a caller before it looks whether the document fits',
    source: unconfirmed('who may not call learns nothing about the schema'),
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
    says: `refuses ${mode} where the API does not have that mode`,
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
  'that is refused is documented; reports have 403 and words of their own: https://github.com/aws-amplify/amplify-js/issues/2422',
);

const INTERNAL = operation('{ internal }');
const signature = await signed(INTERNAL, NOON);
/** The right signature, with another scope beside it. */
const scope = (from: string, to: string): Record<string, string> => ({
  authorization: signature['authorization']!.replace(`/${from}/`, `/${to}/`),
});
const opened: Exchange['answer'] = { body: { data: { internal: 'internal' } } };

const signatures: Behaviour[] = [
  ...(
    [
      ['five-minutes-late', 5 * MINUTE, opened, 'takes a signature that is five minutes old'],
      ['later', 5 * MINUTE + 1, refused, 'refuses an older signature'],
      ['five-minutes-early', -5 * MINUTE, opened, 'takes one from five minutes ahead'],
      ['earlier', -5 * MINUTE - 1, refused, 'refuses one from further ahead'],
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
        ['unknown-key', 'of an unknown access key', { accessKeyId: 'OTHER' }],
        ['other-secret', 'by another secret', { secretAccessKey: 'other' }],
        ['other-service', 'for another service', { service: 's3' }],
        ['other-region', 'for another region', { region: 'us-east-1' }],
        ['host-unsigned', 'that leaves out the host', { unsigned: ['host'] }],
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
      ['other-host', 'where a signed header was changed', { host: 'elsewhere' }],
      ['other-date', 'where the date was changed', { 'x-amz-date': '20261123T120001Z' }],
      ['no-date', 'without a date', { 'x-amz-date': '' }],
      [
        'other-hash',
        'that states the hash of another body',
        { 'x-amz-content-sha256': 'a'.repeat(64) },
      ],
      ['scope-service', 'that names another service than it was made for', scope('appsync', 's3')],
      ['scope-day', 'that names another day than it was made on', scope('20261123', '20261122')],
      ['broken', 'that is cut off', { authorization: signature['authorization']!.slice(0, -1) }],
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
    says: 'takes headers beside those that are signed',
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
