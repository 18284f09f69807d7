import { readHeaders, readObject, type FrameError } from './protocol';

/** An upgrade request: its target with the query string, and its headers with lowercase names. */
export interface HandshakeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that authenticate a connecting client, or the error of an invalid handshake. */
export type Handshake =
  { readonly headers: Readonly<Record<string, string>> } | { readonly error: FrameError };

/** The only subprotocol that the endpoint supports. */
export const SUBPROTOCOL = 'graphql-ws';

/** Path and body that an IAM signature of a connection covers, in addition to its headers. */
export const CONNECT_PATH = '/graphql/connect';
export const CONNECT_BODY = '{}';

const HEADER_PREFIX = 'header-';

/** @see https://github.com/aws/aws-appsync-community/issues/195 */
const noProtocol: FrameError = { message: 'NoProtocolError', errorCode: 400 };

/** @see https://github.com/graphql-dotnet/graphql-client/issues/662 */
const missing: FrameError = { message: 'Required headers are missing.', errorCode: 400 };

/** @see https://github.com/apollographql/apollo-kotlin/issues/1864 */
const badRequest: FrameError = { errorType: 'BadRequest', errorCode: 400 };

/**
 * The error for the `host` of another endpoint, such as the real-time endpoint.
 * @see https://josephso.dev/aws-appsync-with-custom-domain-graphql-subscription-issue-and-workaround
 */
const elsewhere: FrameError = {
  errorType: 'com.amazon.coral.service.http#HttpNotFoundException',
  errorCode: 400,
};

/** With IAM, the headers that a client must sign, according to the guide. */
const SIGNED_HEADERS = ['accept', 'content-encoding', 'content-type', 'x-amz-date'];

/**
 * Reads the authorization of an upgrade request in any of its three forms: `header` and `payload`
 * in the query string, a `header-…` subprotocol, or the request's own headers.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function readHandshake(request: HandshakeRequest): Handshake {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((text) => text.trim());
  if (!protocols.includes(SUBPROTOCOL)) return { error: noProtocol };

  const headers = statedHeaders(request, protocols);
  if (!headers) return { error: badRequest };
  const { host, authorization, 'x-api-key': apiKey } = headers;
  if (!host || !(authorization || apiKey)) return { error: missing };
  if (nameOf(host) !== nameOf(request.headers['host'] ?? '')) return { error: elsewhere };
  const isSigned = authorization?.startsWith('AWS4-HMAC-SHA256') ?? false;
  if (isSigned && !SIGNED_HEADERS.every((name) => headers[name])) return { error: missing };
  return { headers };
}

/** The headers from the form that the client uses, or null if they are malformed. */
function statedHeaders(
  request: HandshakeRequest,
  protocols: readonly string[],
): Readonly<Record<string, string>> | null {
  const query = new URLSearchParams(request.url.split('?')[1]);
  const inQuery = query.get('header');
  if (inQuery !== null) {
    const payload = readObject(decode(query.get('payload') ?? '', 'base64'));
    // An unescaped `+` was decoded as a space.
    const text = decode(inQuery.replaceAll(' ', '+'), 'base64');
    return payload && Object.keys(payload).length === 0 ? readHeaders(readObject(text)) : null;
  }
  const inProtocol = protocols.find((text) => text.startsWith(HEADER_PREFIX));
  if (inProtocol !== undefined) {
    return readHeaders(readObject(decode(inProtocol.slice(HEADER_PREFIX.length), 'base64url')));
  }
  return request.headers;
}

/** A host without its port. All loopback addresses are `localhost`. */
function nameOf(host: string): string {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return ['127.0.0.1', '[::1]'].includes(name) ? 'localhost' : name;
}

const decode = (text: string, encoding: 'base64' | 'base64url'): string =>
  Buffer.from(text, encoding).toString('utf8');
