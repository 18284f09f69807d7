import { randomBytes, randomUUID } from 'node:crypto';
import { text } from '../arguments';
import { Fault, Halt, type HostFunctions, type Invocation, type RaisedError } from '../invocation';
import { matchesWhole } from '../javaPattern';
import { authType } from './authType';

/**
 * The functions directly in `util`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html
 */
export const core: HostFunctions = {
  error(invocation, args) {
    const raised = raisedError(args);
    if (!raised) return;
    invocation.raised = raised;
    throw new Halt();
  },
  /** Returns the error, which the realm appends to `ctx.outErrors`. */
  appendError(invocation, args) {
    const entry = raisedError(args);
    if (entry) invocation.appended.push(entry);
    return entry;
  },
  unauthorized(invocation) {
    const { fieldName, parentTypeName } = invocation;
    invocation.raised = {
      // Without a field, EvaluateCode returns one word (recorded in localstack/appsync-utils).
      message: fieldName
        ? `Not Authorized to access ${fieldName} on type ${parentTypeName}`
        : 'Unauthorized',
      errorType: 'Unauthorized',
      data: null,
      errorInfo: null,
    };
    throw new Halt();
  },
  autoId: () => randomUUID(),
  autoUlid: (invocation) => ulid(invocation),
  autoKsuid: (invocation) => ksuid(invocation),
  base64Encode: (_, [value]) => Buffer.from(text(value, 'value'), 'utf8').toString('base64'),
  base64Decode: (_, [value]) => Buffer.from(text(value, 'value'), 'base64').toString('utf8'),
  urlEncode: (_, [value]) => urlEncode(text(value, 'value')),
  urlDecode: (_, [value]) => urlDecode(text(value, 'value')),
  escapeJavaScript: (_, [value]) => escapeJavaScript(text(value, 'value')),
  matches: (_, [pattern, value]) => matchesWhole(text(pattern, 'pattern'), text(value, 'value')),
  authType: (invocation) => authType(invocation.identity),
};

/**
 * Null if the message or the type is present but not a string: AppSync silently ignores such a
 * call.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/384
 */
function raisedError(args: readonly unknown[]): RaisedError | null {
  const [message, errorType, data, errorInfo] = args.map((each) => each ?? null);
  if (!isTextOrMissing(message) || !isTextOrMissing(errorType)) return null;
  return {
    message: message ?? '',
    errorType: errorType ?? null,
    data: data ?? null,
    errorInfo: errorInfo ?? null,
  };
}

const isTextOrMissing = (value: unknown): value is string | null | undefined =>
  value === null || value === undefined || typeof value === 'string';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 48 bits of time and 80 random bits, in 26 characters. (https://github.com/ulid/spec) */
function ulid(invocation: Invocation): string {
  const bytes = Buffer.concat([Buffer.alloc(6), randomBytes(10)]);
  bytes.writeUIntBE(invocation.now(), 0, 6);
  return written(bytes, CROCKFORD, 26);
}

/**
 * The epoch seconds minus 1.4 billion, and 128 random bits, in 27 characters.
 * (https://github.com/segmentio/ksuid)
 */
function ksuid(invocation: Invocation): string {
  const bytes = Buffer.concat([Buffer.alloc(4), randomBytes(16)]);
  bytes.writeUInt32BE(Math.floor(invocation.now() / 1000) - 1_400_000_000);
  return written(bytes, BASE62, 27);
}

function written(bytes: Buffer, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let result = '';
  for (let i = 0; i < length; i += 1) {
    result = alphabet[Number(rest % base)]! + result;
    rest /= base;
  }
  return result;
}

/** Encodes like Java's URLEncoder: letters, digits and `.-*_` stay, and a space becomes a plus. */
function urlEncode(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function urlDecode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new Fault('the value is not URL encoded');
  }
}

const named: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** Escapes like Apache Commons Text's escapeEcmaScript, which also escapes the slash. */
function escapeJavaScript(value: string): string {
  return value
    .replace(/['"\\/]/g, '\\$&')
    .replace(
      /[^ -~]/g,
      (char) =>
        named[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}
