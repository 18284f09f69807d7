import { validateHeaderName, validateHeaderValue } from 'node:http';
import { requestFault } from '../fault';
import { checkVersion, RequestObject, type Member } from '../request';
import { encodingOf, isSupported } from './contentType';

/** A request, as sent to the endpoint. */
export interface HttpCall {
  readonly method: string;
  /** The path, with the query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

const methods = ['PUT', 'POST', 'GET', 'DELETE', 'PATCH'];

/** Headers that a request cannot set and that `util.http.copyHeaders` omits. */
const refusedHeaders = ['host', 'connection', 'expect', 'transfer-encoding', 'content-length'];

/**
 * Cannot be set either. It is dropped instead of refused, because `copyHeaders`, which forwards
 * headers, includes it.
 */
const droppedHeader = 'user-agent';

/**
 * Reads the request that a request handler returned.
 *
 * @throws SourceFault if AppSync would not send it
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
 */
export function readHttpRequest(value: unknown): HttpCall {
  const request = new RequestObject({ value, path: '$' }, [
    'version',
    'method',
    'resourcePath',
    'params',
  ]);
  checkVersion(request);
  const method = request.text('method');
  if (!methods.includes(method)) throw requestFault("Value for field '$[method]' not valid.");
  const resourcePath = readPath(request);
  if (!request.has('params')) return { method, path: resourcePath, headers: {}, body: undefined };
  const params = new RequestObject(request.member('params'), ['query', 'headers', 'body']);
  const headers = params.has('headers') ? readHeaders(params.member('headers')) : {};
  const query = params.has('query') ? readQuery(params.member('query')) : '';
  return {
    method,
    path: query ? `${resourcePath}${resourcePath.includes('?') ? '&' : '?'}${query}` : resourcePath,
    headers,
    body: params.has('body') ? readBody(params.member('body'), headers) : undefined,
  };
}

/** The path starts with `/`, where the endpoint ends, so that it cannot name another host. */
function readPath(request: RequestObject): string {
  const path = request.text('resourcePath');
  if (!/^\/[!"$-~]*$/.test(path))
    throw requestFault("Value for field '$[resourcePath]' not valid.");
  return path;
}

const readQuery = (member: Member): string =>
  texts(member)
    .map(([key, { value, path }]) => {
      try {
        return `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
      } catch {
        throw requestFault(`Value for field '${path}' not valid.`);
      }
    })
    .join('&');

function readHeaders(member: Member): Record<string, string> {
  const entries = texts(member);
  for (const [name, { value, path }] of entries) {
    if (refusedHeaders.includes(name.toLowerCase())) {
      throw requestFault(`Unsupported element '${path}'.`);
    }
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw requestFault(`Value for field '${path}' not valid.`);
    }
    if (name.toLowerCase() === 'content-type' && !isSupported(value)) {
      throw requestFault(`Value for field '${path}' not valid.`);
    }
  }
  return Object.fromEntries(
    entries
      .filter(([name]) => name.toLowerCase() !== droppedHeader)
      .map(([name, { value }]) => [name, value]),
  );
}

/** Reads an object of strings. AWS's page requires strings, although the types allow any query. */
function texts({ value, path }: Member): [string, { value: string; path: string }][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw requestFault(`Value for field '${path}' not valid.`);
  }
  return Object.entries(value as Record<string, unknown>).map(([key, text]) => {
    const at = `${path}[${key}]`;
    if (typeof text !== 'string') {
      throw requestFault(`Value for field '${at}' not valid.`);
    }
    return [key, { value: text, path: at }];
  });
}

/**
 * Encodes the body: a string unchanged, anything else as JSON. Uses the charset of the content
 * type. Default: UTF-8.
 */
function readBody({ value, path }: Member, headers: Readonly<Record<string, string>>): Buffer {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  const encoding = encodingOf(type?.[1]);
  if (!encoding) throw requestFault(`Value for field '${path}' not valid.`);
  if (typeof value === 'string') return Buffer.from(value, encoding);
  try {
    return Buffer.from(JSON.stringify(value), encoding);
  } catch {
    throw requestFault(`Value for field '${path}' not valid.`);
  }
}
