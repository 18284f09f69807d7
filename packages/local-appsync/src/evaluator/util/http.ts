import { object, text } from '../arguments';
import type { HostFunctions, Invocation } from '../invocation';

/** Headers that belong to the connection. */
const hopByHop = [
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
];

/** Response headers that only the service may set, by name and by prefix. */
const reserved = [...hopByHop, 'vary', 'content-type'];
const reservedPrefixes = ['access-control-', 'x-amzn-', 'x-amz-'];

/** Maximum total size of the names and values of all custom headers, in bytes. */
const HEADERS_MAX_BYTES = 4096;

/**
 * `util.http.*`. A header that cannot be set appends an error of type `ResponseHeaderError`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html
 */
export const http: HostFunctions = {
  copyHeaders: (_, [headers]) =>
    Object.fromEntries(
      Object.entries(object(headers, 'headers')).filter(
        ([name]) => !hopByHop.includes(name.toLowerCase()),
      ),
    ),
  addResponseHeader(invocation, [name, value]) {
    addHeader(invocation, text(name, 'name'), value);
  },
  addResponseHeaders(invocation, [headers]) {
    for (const [name, value] of Object.entries(object(headers, 'headers'))) {
      addHeader(invocation, name, value);
    }
  },
};

function addHeader(invocation: Invocation, name: string, value: unknown): void {
  const problem = headerProblem(invocation, name, value);
  if (problem) {
    invocation.appended.push({
      message: problem,
      errorType: 'ResponseHeaderError',
      data: null,
      errorInfo: null,
    });
    return;
  }
  invocation.responseHeaders[name.toLowerCase()] = written(value);
}

function headerProblem(invocation: Invocation, name: string, value: unknown): string | null {
  const key = name.toLowerCase();
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(key)) return `The header name ${name} is not valid.`;
  if (reserved.includes(key) || reservedPrefixes.some((prefix) => key.startsWith(prefix))) {
    return `The header ${name} is reserved.`;
  }
  if (value === null || value === undefined) return `The header ${name} has no value.`;
  if (/[\r\n\0]/.test(written(value))) return `The value of the header ${name} is not valid.`;
  const all = { ...invocation.responseHeaders, [key]: written(value) };
  const bytes = Buffer.byteLength(Object.entries(all).flat().join(''));
  return bytes > HEADERS_MAX_BYTES ? 'The response headers are larger than 4 KB.' : null;
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
