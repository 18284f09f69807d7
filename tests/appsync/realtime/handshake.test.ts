import { describe, expect, it } from 'vitest';
import { readHandshake } from '../../../local/appsync/realtime/handshake';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const ws = { host: 'realtime', 'sec-websocket-protocol': 'graphql-ws' };
const keyed = { host: 'api', 'x-api-key': 'da2-key' };
const signed = {
  host: 'api',
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
  'x-amz-date': '20260101T000000Z',
  Authorization: 'AWS4-HMAC-SHA256 Credential=…',
};
const inQuery = (header: unknown, payload: unknown = {}): string =>
  `/graphql/realtime?header=${encodeURIComponent(base64(header))}&payload=${base64(payload)}`;
const inProtocol = (header: unknown): Record<string, string> => ({
  host: 'realtime',
  'sec-websocket-protocol': `graphql-ws, header-${base64url(header)}`,
});

const missing = { error: { message: 'Required headers are missing.', errorCode: 400 } };
const badRequest = { error: { errorType: 'BadRequest', errorCode: 400 } };

/** What is read of an upgrade request; `source` says from where that is known. */
const cases: {
  id: string;
  source: string;
  url?: string;
  headers?: Record<string, string>;
  expected: unknown;
}[] = [
  {
    id: 'HANDSHAKE-1: header and payload in the query',
    source: GUIDE,
    url: inQuery(keyed),
    expected: { headers: keyed, isSigned: false },
  },
  {
    id: 'HANDSHAKE-2: a sub-protocol with the header',
    source: GUIDE,
    headers: inProtocol({ host: 'api', Authorization: 'token>>>???' }),
    expected: { headers: { host: 'api', authorization: 'token>>>???' }, isSigned: false },
  },
  {
    id: 'HANDSHAKE-3: plain headers',
    source: GUIDE,
    headers: { ...ws, authorization: 'token' },
    expected: { headers: { ...ws, authorization: 'token' }, isSigned: false },
  },
  {
    id: 'HANDSHAKE-4: IAM in the query',
    source: GUIDE,
    url: inQuery(signed),
    expected: {
      headers: Object.fromEntries(
        Object.entries(signed).map(([name, text]) => [name.toLowerCase(), text]),
      ),
      isSigned: true,
    },
  },
  {
    id: 'HANDSHAKE-5: IAM without one of the headers that are signed',
    source: GUIDE,
    url: inQuery({ ...signed, 'content-encoding': undefined }),
    expected: missing,
  },
  {
    id: 'HANDSHAKE-6: without the sub-protocol',
    source: 'https://github.com/aws/aws-appsync-community/issues/195',
    url: inQuery(keyed),
    headers: { host: 'realtime' },
    expected: { error: { message: 'NoProtocolError', errorCode: 400 } },
  },
  {
    id: 'HANDSHAKE-7: another sub-protocol',
    source: 'https://github.com/aws/aws-appsync-community/issues/195',
    url: inQuery(keyed),
    headers: { host: 'realtime', 'sec-websocket-protocol': 'graphql-transport-ws' },
    expected: { error: { message: 'NoProtocolError', errorCode: 400 } },
  },
  {
    id: 'HANDSHAKE-8: no authorization anywhere',
    source: 'https://github.com/graphql-dotnet/graphql-client/issues/662',
    expected: missing,
  },
  {
    id: 'HANDSHAKE-9: a header without host, whatever the request says',
    source: GUIDE,
    url: inQuery({ 'x-api-key': 'da2-key' }),
    expected: missing,
  },
  {
    id: 'HANDSHAKE-10: a header that is not JSON',
    source: 'https://github.com/apollographql/apollo-kotlin/issues/1864',
    url: '/graphql/realtime?header=bm8=&payload=e30=',
    expected: badRequest,
  },
  {
    id: 'HANDSHAKE-11: a header whose member is not a text',
    source: 'https://github.com/apollographql/apollo-kotlin/issues/1864',
    headers: inProtocol({ host: 'api', Authorization: 1 }),
    expected: badRequest,
  },
  {
    id: 'HANDSHAKE-12: the query form without its payload',
    source: GUIDE,
    url: `/graphql/realtime?header=${encodeURIComponent(base64(keyed))}`,
    expected: badRequest,
  },
  {
    id: 'HANDSHAKE-13: a payload that is not empty',
    source: GUIDE,
    url: inQuery(keyed, { a: 1 }),
    expected: badRequest,
  },
];

describe('readHandshake', () => {
  it.each(cases)('$id', ({ url = '/graphql/realtime', headers = ws, expected }) => {
    expect(readHandshake({ url, headers })).toEqual(expected);
  });
});
