import { validateHeaderName, validateHeaderValue } from 'node:http';
import { requestFault } from '../fault';
import { checkVersion, RequestObject, type Member } from '../request';
import { encodingOf, isSupported } from './contentType';

/** A request as it goes to the endpoint. */
export interface HttpCall {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

const methods = ['PUT', 'POST', 'GET', 'DELETE', 'PATCH'];

/** What `util.http.copyHeaders` leaves out, of the headers that cannot be set. */
const refusedHeaders = ['host', 'connection', 'expect', 'transfer-encoding', 'content-length'];

/** Cannot be set either, but `copyHeaders`, which is for forwarding, lets it through. */
const droppedHeader = 'user-agent';

/**
 * Reads what a request handler returned.
 *
 * @throws SourceFault when AppSync would not send it
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

/** It begins where the endpoint ends, so that it cannot name another host. */
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

/** Members of an object, all of them texts. The page says so, though the types have any query. */
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

/** A text as it is, anything else as JSON. In UTF-8 unless the content type says otherwise. */
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
