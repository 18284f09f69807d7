import { expect } from 'vitest';
import { httpSource as sourceAt } from '../../../src/sources/http';
import { givenFreePort } from '../../../../../tests/support/port';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
  type Source,
} from '../behaviour';
import { asked, givenDefinition } from '../given';
import { ANSWER, asks, fails, gives, refuses, schemaOf } from './answers';
import { endpoint } from './endpoint';
import { json } from './json';

const REFERENCE = documented(`${GUIDE}resolver-reference-http-js.html`);
const TUTORIAL = documented(`${GUIDE}tutorial-http-resolvers-js.html`);
const HELPERS = documented(`${GUIDE}http-helpers-in-utils-http-js.html`);
const RFC_3986 = documented('https://www.rfc-editor.org/rfc/rfc3986');
const TRANSPORT = unconfirmed(
  'https://github.com/aws/aws-appsync-community/issues/79 records the exception, but not whether it is also the error type',
);

const RAW = `export function request(ctx) { return JSON.parse(ctx.args.request); } ${ANSWER}`;

const given: Given = async () =>
  givenDefinition({
    schema: schemaOf(['ask', 'late', 'nobody'], 'user(id: ID!): String'),
    sources: {
      http: sourceAt({ endpoint: await endpoint() }),
      late: sourceAt({
        endpoint: await endpoint(),
        timer: (milliseconds, then) => {
          if (milliseconds <= 30_000) setImmediate(then);
          return () => undefined;
        },
      }),
      nobody: sourceAt({ endpoint: `http://127.0.0.1:${await givenFreePort()}` }),
    },
    resolvers: {
      'Query.ask': { source: 'http', code: RAW },
      'Query.late': { source: 'late', code: RAW },
      'Query.nobody': { source: 'nobody', code: RAW },
      'Query.user': {
        source: 'http',
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) {
            return {
              method: 'GET',
              resourcePath: '/users/' + ctx.args.id,
              params: { headers: util.http.copyHeaders(ctx.request.headers) },
            };
          }
          export function response(ctx) {
            const { statusCode, body } = ctx.result;
            if (statusCode === 200) return JSON.parse(body).name;
            util.appendError(body, \`\${statusCode}\`);
          }
        `,
      },
    },
  })();

const get = { method: 'GET', resourcePath: '/echo' };

/** A request to the server that returns what it received. */
const sends = (request: object, got: object) =>
  asks(
    'ask',
    { ...get, ...request },
    gives({
      statusCode: 200,
      headers: expect.anything(),
      body: json(expect.objectContaining(got)),
    }),
  );

const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64');

type Case = Omit<Behaviour, 'given'>;

const refused = (
  [
    ['null', null, "Value for field '$' not valid."],
    ['method-missing', { resourcePath: '/' }, "Value for field '$[method]' not found."],
    ['method-unknown', { ...get, method: 'HEAD' }, "Value for field '$[method]' not valid."],
    ['method-case', { ...get, method: 'get' }, "Value for field '$[method]' not valid."],
    ['path-missing', { method: 'GET' }, "Value for field '$[resourcePath]' not found."],
    [
      'path-host',
      { ...get, resourcePath: '@elsewhere.example/' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-space',
      { ...get, resourcePath: '/a b' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-fragment',
      { ...get, resourcePath: '/a#b' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    [
      'path-line',
      { ...get, resourcePath: '/ HTTP/1.1\r\nHost: x' },
      "Value for field '$[resourcePath]' not valid.",
    ],
    ['member-unknown', { ...get, body: 'x' }, "Unsupported element '$[body]'."],
    ['params-unknown', { ...get, params: { path: '/' } }, "Unsupported element '$[params][path]'."],
    ['params-list', { ...get, params: [] }, "Value for field '$[params]' not valid."],
    ['version-old', { ...get, version: '2017-02-28' }, "Value for field '$[version]' not valid."],
    [
      'query-number',
      { ...get, params: { query: { limit: 1 } } },
      "Value for field '$[params][query][limit]' not valid.",
    ],
    [
      'query-half-a-character',
      { ...get, params: { query: { q: '\ud800' } } },
      "Value for field '$[params][query][q]' not valid.",
    ],
    [
      'headers-list',
      { ...get, params: { headers: ['a'] } },
      "Value for field '$[params][headers]' not valid.",
    ],
    [
      'header-repeated',
      { ...get, params: { headers: { 'x-a': ['1', '2'] } } },
      "Value for field '$[params][headers][x-a]' not valid.",
    ],
    [
      'header-name',
      { ...get, params: { headers: { 'x a': '1' } } },
      "Value for field '$[params][headers][x a]' not valid.",
    ],
    [
      'header-line',
      { ...get, params: { headers: { 'x-a': '1\r\nx-b: 2' } } },
      "Value for field '$[params][headers][x-a]' not valid.",
    ],
    [
      'content-type',
      { ...get, params: { headers: { 'Content-Type': 'image/png' } } },
      "Value for field '$[params][headers][Content-Type]' not valid.",
    ],
    [
      'charset',
      { ...get, params: { headers: { 'content-type': 'text/plain; charset=none' }, body: 'x' } },
      "Value for field '$[params][body]' not valid.",
    ],
  ] as const
).map(([name, request, message]): Case => ({
  id: `HTTPSOURCE-request-${name}`,
  says: `does not send \`${JSON.stringify(request)}\``,
  source: unconfirmed(
    `it does not have the shape of ${REFERENCE.at}; the message is that of DynamoDB requests`,
  ),
  exchanges: [asks('ask', request, refuses(message))],
}));

const forbidden = ['Host', 'connection', 'Expect', 'Transfer-Encoding', 'content-length'].map(
  (name): Case => ({
    id: `HTTPSOURCE-header-${name.toLowerCase()}`,
    says: `does not send a request that sets the header ${name}`,
    source: REFERENCE,
    exchanges: [
      asks(
        'ask',
        { ...get, params: { headers: { [name]: '1' } } },
        refuses(`Unsupported element '$[params][headers][${name}]'.`),
      ),
    ],
  }),
);

const methods = ['PUT', 'POST', 'GET', 'DELETE', 'PATCH'].map((method): Case => ({
  id: `HTTPSOURCE-method-${method.toLowerCase()}`,
  says: `sends ${method} with its body`,
  source: REFERENCE,
  exchanges: [sends({ method, params: { body: 'b' } }, { method, body: base64('b') })],
}));

const queries = (
  [
    ['none', undefined, '/echo', REFERENCE],
    ['empty', {}, '/echo', REFERENCE],
    ['one', { type: 'json' }, '/echo?type=json', REFERENCE],
    ['several', { a: '1', b: '' }, '/echo?a=1&b=', REFERENCE],
    ['encoded', { 'k&': 'a b&c=d/é+' }, '/echo?k%26=a%20b%26c%3Dd%2F%C3%A9%2B', RFC_3986],
  ] satisfies [string, object | undefined, string, Source][]
).map(([name, query, url, source]): Case => ({
  id: `HTTPSOURCE-query-${name}`,
  says: `sends the query \`${JSON.stringify(query) ?? 'undefined'}\` as \`${url}\``,
  source,
  exchanges: [sends({ params: { query } }, { url })],
}));

const bodies = (
  [
    ['text', undefined, 'body é', base64('body é'), REFERENCE],
    ['object', 'application/json', { a: ['é'] }, base64('{"a":["é"]}'), REFERENCE],
    ['list', 'application/json', [1], base64('[1]'), REFERENCE],
    ['utf-8', 'text/plain; charset=UTF-8', 'é', base64('é'), REFERENCE],
    ['latin-1', 'text/plain;charset="iso-8859-1"', 'é', base64('é', 'latin1'), REFERENCE],
    [
      'form',
      'application/x-www-form-urlencoded',
      'a=1',
      base64('a=1'),
      documented('https://github.com/aws-samples/aws-appsync-resolver-samples: publishToSNS.js'),
    ],
    ['empty', undefined, '', '', REFERENCE],
  ] satisfies [string, string | undefined, unknown, string, Source][]
).map(([name, type, body, sent, source]): Case => ({
  id: `HTTPSOURCE-body-${name}`,
  says: `sends the body \`${JSON.stringify(body)}\`${type ? ` as ${type}` : ''}`,
  source,
  exchanges: [
    sends(
      { method: 'POST', params: { ...(type && { headers: { 'Content-Type': type } }), body } },
      {
        body: sent,
        headers: expect.objectContaining({
          'content-length': String(Buffer.from(sent, 'base64').length),
          ...(type && { 'content-type': type }),
        }),
      },
    ),
  ],
}));

const statuses = [200, 201, 204, 400, 404, 500, 503].map((statusCode): Case => ({
  id: `HTTPSOURCE-status-${statusCode}`,
  says: `returns a response with status ${statusCode} without an error`,
  source: TUTORIAL,
  exchanges: [
    asks(
      'ask',
      { ...get, resourcePath: `/status/${statusCode}` },
      gives({ statusCode, headers: expect.anything(), body: '' }),
    ),
  ],
}));

const texts = (
  [
    ['json', '{"a":1}', TUTORIAL],
    ['utf-8', 'é', TUTORIAL],
    ['latin-1', 'é', unconfirmed('a body is a string; that its charset applies is a guess')],
    ['byte-order-mark', '\ufeffa', unconfirmed('a body is a string, and remains unchanged')],
    [
      'unknown-charset',
      'é',
      unconfirmed('a body is a string; without a known charset, it is UTF-8'),
    ],
  ] satisfies [string, string, Source][]
).map(([name, body, source]): Case => ({
  id: `HTTPSOURCE-text-${name}`,
  says: `returns the body of a response as a string: ${name}`,
  source,
  exchanges: [
    asks(
      'ask',
      { ...get, resourcePath: `/${name}` },
      gives({ statusCode: 200, headers: expect.anything(), body }),
    ),
  ],
}));

const faults = ['hung-up', 'no-http', 'half-a-body'].map((name): Case => ({
  id: `HTTPSOURCE-fault-${name}`,
  says: `returns Http:HttpRequestException for an incomplete response: ${name}`,
  source: TRANSPORT,
  exchanges: [
    asks(
      'ask',
      { ...get, resourcePath: `/${name}` },
      fails('Http:HttpRequestException', expect.stringMatching(/./)),
    ),
  ],
}));

const others: Case[] = [
  {
    id: 'HTTPSOURCE-version',
    says: 'accepts a request with the version 2018-05-29, as in the tutorial',
    source: TUTORIAL,
    exchanges: [sends({ version: '2018-05-29' }, { method: 'GET' })],
  },
  {
    id: 'HTTPSOURCE-path-verbatim',
    says: 'sends a path unchanged, and appends the query to an existing one',
    source: RFC_3986,
    exchanges: [
      sends(
        { resourcePath: '/echo/a%20b/../c//?a=1', params: { query: { b: '2' } } },
        { url: '/echo/a%20b/../c//?a=1&b=2' },
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-header-user-agent',
    says: 'sends no user agent, even though copyHeaders keeps it',
    source: HELPERS,
    exchanges: [
      sends(
        { params: { headers: { 'User-Agent': 'me', 'X-A': '1' } } },
        {
          headers: {
            'x-a': '1',
            host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
            connection: 'keep-alive',
          },
        },
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-redirect',
    says: 'returns a redirect and does not follow it',
    source: unconfirmed('the page documents a result for every response'),
    exchanges: [
      asks(
        'ask',
        { ...get, resourcePath: '/redirect' },
        gives({
          statusCode: 302,
          headers: expect.objectContaining({ Location: '/echo' }),
          body: '',
        }),
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-headers',
    says: 'returns headers under their original names, and a repeated one as a list',
    source: unconfirmed(
      'AWS samples read `ctx.result.headers.get("Content-Type")`; RFC 9110 defines the list',
    ),
    exchanges: [
      asks(
        'ask',
        { ...get, resourcePath: '/headers' },
        gives({
          statusCode: 200,
          headers: {
            'Content-Type': 'text/plain',
            'x-a': '1, 2',
            'Content-Length': '2',
            Connection: 'close',
          },
          body: 'ok',
        }),
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-large',
    says: 'returns an error for a response larger than 5 MB',
    source: unconfirmed('the limit and the message are those recorded for an evaluated response'),
    exchanges: [
      asks('ask', { ...get, resourcePath: '/large' }, refuses('Transformation too large')),
    ],
  },
  {
    id: 'HTTPSOURCE-nobody',
    says: 'returns Http:HttpRequestException when no server listens',
    source: TRANSPORT,
    exchanges: [
      asks(
        'nobody',
        get,
        fails(
          'Http:HttpRequestException',
          expect.stringMatching(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/),
        ),
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-timeout',
    says: 'returns Http:ExecutionTimeoutException after 30 seconds without a response',
    source: recorded('https://github.com/aws/aws-appsync-community/issues/43'),
    exchanges: [
      asks(
        'late',
        { ...get, resourcePath: '/silence' },
        fails('Http:ExecutionTimeoutException', 'execution timed out'),
      ),
    ],
  },
  {
    id: 'HTTPSOURCE-forward',
    says: 'forwards the headers of a caller with copyHeaders, and passes status and body to the code',
    source: TUTORIAL,
    ...asked('{ user(id: 1) }', { data: { user: 'nadia' } }),
  },
  {
    id: 'HTTPSOURCE-not-found',
    says: 'allows the code to raise an error for a status',
    source: TUTORIAL,
    ...asked('{ user(id: 2) }', {
      data: { user: null },
      errors: [
        {
          path: ['user'],
          data: null,
          errorType: '404',
          errorInfo: null,
          locations: [expect.anything()],
          message: 'no such user',
        },
      ],
    }),
  },
];

export const httpSource: Area = {
  title: 'HTTP sources',
  behaviours: [
    ...refused,
    ...forbidden,
    ...methods,
    ...queries,
    ...bodies,
    ...statuses,
    ...texts,
    ...faults,
    ...others,
  ].map((each) => ({ ...each, given })),
};
