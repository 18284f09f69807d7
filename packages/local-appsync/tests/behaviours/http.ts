import { expect } from 'vitest';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
} from './behaviour';
import { answers, asked, givenDefinition, operation } from './given';

const given = givenDefinition({
  schema: `
    type Query { value: String, echo(text: String, list: [Int]): String, failing: String }
    type Mutation { value: String }
  `,
  resolvers: {
    'Query.value': answers("'a'"),
    'Query.echo': answers('ctx.args.text'),
    'Query.failing': answers("util.error('no')"),
    'Mutation.value': answers("'changed'"),
  },
});

const GRAPHQL_OVER_HTTP = 'https://github.com/graphql/graphql-over-http/issues/81';
const CAPTURED = 'https://github.com/localstack/localstack/issues/10182';

const UNPARSABLE = 'Unable to parse GraphQL query.';

const malformed = (message: unknown) => ({
  status: 400,
  headers: { 'x-amzn-errortype': 'MalformedHttpRequestException' },
  body: { errors: [{ errorType: 'MalformedHttpRequestException', message }] },
});

/** Response to the operation that most cases send. */
const fine = { body: { data: { value: 'a' } } };
const VALUE = operation('{ value }');

const recordedBodies: Behaviour[] = [
  ['empty', '', 'Request body is empty.'],
  ['no-json', 'meow', UNPARSABLE],
  ['no-query', '{}', UNPARSABLE],
  ['too-many-braces', '{}}', UNPARSABLE],
  ['batch', '[]', UNPARSABLE],
].map(([name, body, message]) => ({
  id: `HTTP-body-${name}`,
  says: `refuses the body \`${body}\` with 400`,
  source: recorded(GRAPHQL_OVER_HTTP),
  given,
  exchanges: [{ body: body!, answer: malformed(message!) }],
}));

const otherBodies: Behaviour[] = [
  ['batch-of-one', '[{"query":"{ value }"}]'],
  ['number', '5'],
  ['text', '"{ value }"'],
  ['null', 'null'],
  ['cut-off', '{"query":"{ value }"'],
  ['query-null', '{"query":null}'],
  ['query-number', '{"query":1}'],
  ['query-empty', '{"query":""}'],
  ['query-blank', '{"query":" "}'],
  ['query-comment', '{"query":"# nothing"}'],
  ['document-cut-off', '{"query":"{ value "}'],
  ['document-no-selection', '{"query":"{ }"}'],
  ['variables-list', '{"query":"{ value }","variables":[]}'],
  ['variables-text', '{"query":"{ value }","variables":"{}"}'],
  ['operation-name-number', '{"query":"{ value }","operationName":1}'],
].map(([name, body]) => ({
  id: `HTTP-body-${name}`,
  says: `refuses the body \`${body}\` with 400`,
  source: unconfirmed(`the response is like those recorded in ${GRAPHQL_OVER_HTTP}`),
  given,
  exchanges: [{ body: body!, answer: malformed(UNPARSABLE) }],
}));

const acceptedBodies: Behaviour[] = [
  ['variables-null', 'null variables', { query: '{ value }', variables: null }],
  ['operation-name-null', 'a null operation name', { query: '{ value }', operationName: null }],
  ['operation-name-empty', 'an empty operation name', { query: '{ value }', operationName: '' }],
  ['more', 'additional keys in the body', { query: '{ value }', extensions: { a: 1 } }],
].map(([name, says, body]) => ({
  id: `HTTP-body-${name as string}`,
  says: `accepts ${says as string}`,
  source: unconfirmed('the Apollo and Amplify clients send it'),
  given,
  exchanges: [{ body: JSON.stringify(body), answer: fine }],
}));

const TWO = 'query A { value } query B { other: value }';
const named = (operationName?: string): string => JSON.stringify({ query: TWO, operationName });

const operations: Behaviour[] = [
  {
    id: 'HTTP-operation-named',
    says: 'runs only the operation that the request names',
    source: documented('https://spec.graphql.org/October2021/#sec-Executing-Requests'),
    given,
    exchanges: [{ body: named('B'), answer: { body: { data: { other: 'a' } } } }],
  },
  {
    id: 'HTTP-operation-unnamed',
    says: 'refuses several operations without an operation name',
    source: unconfirmed('the specification requires a refusal; the response is unknown'),
    given,
    exchanges: [{ body: named(), answer: malformed(UNPARSABLE) }],
  },
  {
    id: 'HTTP-operation-unknown',
    says: 'refuses an operation name that no operation has',
    source: unconfirmed('the specification requires a refusal; the response is unknown'),
    given,
    exchanges: [{ body: named('C'), answer: malformed(UNPARSABLE) }],
  },
  {
    id: 'HTTP-operation-unknown-of-one',
    says: 'refuses an operation name when the only operation is anonymous',
    source: unconfirmed('the specification requires a refusal; the response is unknown'),
    given,
    exchanges: [
      {
        body: JSON.stringify({ query: '{ value }', operationName: 'C' }),
        answer: malformed(UNPARSABLE),
      },
    ],
  },
  {
    id: 'HTTP-operation-mutation',
    says: 'runs mutations',
    source: recorded(GRAPHQL_OVER_HTTP),
    given,
    ...asked('mutation { value }', { data: { value: 'changed' } }),
  },
];

const statuses: Behaviour[] = [
  {
    id: 'HTTP-status-validation-error',
    says: 'returns 200 for a document that fails validation, without an error type header',
    source: recorded(GRAPHQL_OVER_HTTP),
    given,
    exchanges: [
      {
        body: operation('{badfield}'),
        answer: {
          status: 200,
          headers: { 'x-amzn-errortype': null },
          body: {
            data: null,
            errors: [
              {
                path: null,
                locations: [{ line: 1, column: 2, sourceName: null }],
                message:
                  "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'HTTP-status-variable-error',
    says: 'returns 200 for a missing variable',
    source: recorded(GRAPHQL_OVER_HTTP),
    given,
    exchanges: [
      {
        body: operation('query ($t: String!) { echo(text: $t) }'),
        answer: {
          status: 200,
          body: {
            data: null,
            errors: [
              {
                path: null,
                locations: [{ line: 1, column: 8, sourceName: null }],
                message: "Variable 't' has coerced Null value for NonNull type 'String!'",
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'HTTP-status-resolver-error',
    says: 'returns 200 for resolver errors',
    source: recorded('https://github.com/aws-amplify/amplify-js/issues/5926'),
    given,
    exchanges: [
      {
        body: operation('{ failing }'),
        answer: { status: 200, headers: { 'x-amzn-errortype': null } },
      },
    ],
  },
  {
    id: 'HTTP-no-errors-key',
    says: 'omits `errors` and `extensions` when there are none',
    source: documented('https://spec.graphql.org/October2021/#sec-Response-Format'),
    given,
    exchanges: [{ body: VALUE, answer: fine }],
  },
];

const contentTypes: Behaviour[] = (
  [
    ['application/graphql', documented(`${GUIDE}security-authz.html`)],
    ['application/json', documented(`${GUIDE}security-authz.html`)],
    [
      'text/plain',
      unconfirmed('AWS itself sends `application/graphql` with JSON, so the type cannot matter'),
    ],
    [
      'none',
      unconfirmed('AWS itself sends `application/graphql` with JSON, so the type cannot matter'),
    ],
  ] as const
).map(([type, source]) => ({
  id: `HTTP-content-type-${type.replace('/', '-')}`,
  says: `parses the body as JSON when the content type is ${type}`,
  source,
  given,
  exchanges: [
    {
      headers: { authorization: 'token', ...(type !== 'none' && { 'content-type': type }) },
      body: VALUE,
      answer: fine,
    },
  ],
}));

const sentHeaders: Behaviour[] = (
  [
    ['content-type', 'application/json;charset=UTF-8', 'returns the content type and its charset'],
    ['x-amzn-requestid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'returns a request id'],
    ['x-amzn-appsync-tokensconsumed', /^\d+$/, 'returns the number of consumed tokens'],
    ['access-control-allow-origin', '*', 'allows every origin to read responses'],
    [
      'access-control-expose-headers',
      'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
      'lists the headers that other origins may read',
    ],
  ] as const
).map(([name, value, says]) => ({
  id: `HTTP-header-${name}`,
  says: `${says}, in \`${name}\``,
  source: recorded(CAPTURED),
  given,
  exchanges: [{ body: VALUE, answer: { headers: { [name]: value } } }],
}));

const refusalHeaders: Behaviour[] = (
  [
    ['malformed', '', { authorization: 'token' }, 400, 'MalformedHttpRequestException'],
    ['unauthorized', VALUE, { 'x-api-key': 'da2-wrong' }, 401, 'UnauthorizedException'],
  ] as const
).map(([name, body, headers, status, errorType]) => ({
  id: `HTTP-refusal-headers-${name}`,
  says: `returns ${status} with the error type, a request id and CORS headers`,
  source:
    name === 'unauthorized'
      ? recorded('https://github.com/aws-amplify/amplify-js/issues/3089')
      : unconfirmed('as recorded for 401'),
  given,
  exchanges: [
    {
      headers,
      body,
      answer: {
        status,
        headers: {
          'x-amzn-errortype': errorType,
          'x-amzn-requestid': /^[0-9a-f-]{36}$/,
          'access-control-allow-origin': '*',
        },
      },
    },
  ],
}));

const preflight = (
  name: string,
  headers: Exchange['headers'],
  answer: Exchange['answer'],
  says: string,
): Behaviour => ({
  id: `HTTP-preflight-${name}`,
  says,
  source: unconfirmed(
    'browsers call AppSync from any origin, so it must respond; the headers are our choice',
  ),
  given,
  exchanges: [
    { method: 'OPTIONS', body: '', headers: { origin: 'https://app.example', ...headers }, answer },
  ],
});

const preflights: Behaviour[] = [
  preflight(
    'origin',
    { 'access-control-request-method': 'POST' },
    { headers: { 'access-control-allow-origin': '*' } },
    'allows requests from every origin, without authorization',
  ),
  preflight(
    'method',
    { 'access-control-request-method': 'POST' },
    { headers: { 'access-control-allow-methods': /\bPOST\b/ } },
    'allows POST from other origins',
  ),
  preflight(
    'headers',
    {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-api-key',
    },
    { headers: { 'access-control-allow-headers': /./ } },
    'allows request headers from other origins',
  ),
];

const methods: Behaviour[] = ['PUT', 'DELETE', 'PATCH'].map((method) => ({
  id: `HTTP-method-${method}`,
  says: `refuses ${method}`,
  source: unconfirmed(`${GRAPHQL_OVER_HTTP} names POST and GET; the response is unknown`),
  given,
  exchanges: [{ method, body: VALUE, answer: { status: 400 } }],
}));

const text = (length: number): string => 'x'.repeat(length);

/** The response is 20 bytes longer than the text. */
const echo = (bytes: number): Pick<Exchange, 'body'> => ({
  body: operation('query ($t: String) { echo(text: $t) }', { t: text(bytes - 20) }),
});

const compressed = (
  name: string,
  says: string,
  bytes: number,
  accept: string | undefined,
  encoding: 'gzip' | null,
  source = documented(`${GUIDE}enabling-caching.html`),
): Behaviour => ({
  id: `HTTP-gzip-${name}`,
  says,
  source,
  given,
  exchanges: [
    {
      headers: {
        authorization: 'token',
        ...(accept !== undefined && { 'accept-encoding': accept }),
      },
      ...echo(bytes),
      answer: {
        headers: { 'content-encoding': encoding },
        body: { data: { echo: text(bytes - 20) } },
      },
    },
  ],
});

const RFC = documented('https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3');

const compression: Behaviour[] = [
  compressed(
    'from-1000',
    'compresses responses of 1,000 bytes when the client accepts gzip',
    1_000,
    'gzip',
    'gzip',
  ),
  compressed('not-999', 'does not compress responses of 999 bytes', 999, 'gzip', null),
  compressed(
    'not-asked',
    'does not compress without an `accept-encoding` header',
    2_000,
    undefined,
    null,
  ),
  compressed(
    'among-others',
    'compresses when gzip is one of several accepted encodings',
    2_000,
    'br, gzip;q=0.5',
    'gzip',
    RFC,
  ),
  compressed('any', 'compresses when the client accepts any encoding', 2_000, '*', 'gzip', RFC),
  compressed(
    'refused',
    'does not compress when the client refuses gzip',
    2_000,
    'gzip;q=0, *',
    null,
    RFC,
  ),
  compressed(
    'others-alone',
    'does not compress when the client accepts only other encodings',
    2_000,
    'br',
    null,
  ),
];

/** A document with this number of tokens. */
const tokens = (count: number): string => `{ echo(list: [${'1 '.repeat(count - 9)}]) }`;

const limits: Behaviour[] = [
  {
    id: 'HTTP-tokens-15000',
    says: 'accepts a document of 15,000 tokens',
    source: unconfirmed('the number is from a listing of the service quotas'),
    given,
    ...asked(tokens(15_000), { data: { echo: null } }),
  },
  {
    id: 'HTTP-tokens-15001',
    says: 'refuses a document of more than 15,000 tokens',
    source: unconfirmed('the number is from a listing of the service quotas'),
    given,
    exchanges: [{ body: operation(tokens(15_001)), answer: malformed(UNPARSABLE) }],
  },
  {
    id: 'HTTP-body-mebibyte',
    says: 'accepts a body of 1 MiB',
    source: unconfirmed('the limit is widely reported, without a source'),
    given,
    exchanges: [{ body: VALUE.padEnd(1_048_576), answer: fine }],
  },
  {
    id: 'HTTP-body-over-mebibyte',
    says: 'refuses a body larger than 1 MiB with 413',
    source: unconfirmed('the limit is widely reported, without a source'),
    given,
    exchanges: [
      {
        body: VALUE.padEnd(1_048_577),
        answer: {
          status: 413,
          body: {
            errors: [
              { errorType: expect.any(String) as unknown, message: expect.any(String) as unknown },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'HTTP-body-bytes',
    says: 'measures a body in bytes, not in characters',
    source: unconfirmed('the limit is widely reported, without a source'),
    given,
    exchanges: [
      {
        body: operation('query ($t: String) { echo(text: $t) }', { t: 'é'.repeat(524_288) }),
        answer: { status: 413 },
      },
    ],
  },
  {
    id: 'HTTP-body-utf-8',
    says: 'reads and writes UTF-8',
    source: documented('https://www.rfc-editor.org/rfc/rfc8259#section-8.1'),
    given,
    ...asked(
      'query ($t: String) { echo(text: $t) }',
      { data: { echo: 'é 漢字 🎉' } },
      { t: 'é 漢字 🎉' },
    ),
  },
];

export const http: Area = {
  title: 'HTTP',
  behaviours: [
    ...recordedBodies,
    ...otherBodies,
    ...acceptedBodies,
    ...operations,
    ...statuses,
    ...contentTypes,
    ...sentHeaders,
    ...refusalHeaders,
    ...preflights,
    ...methods,
    ...compression,
    ...limits,
  ],
};
