import { isIPv4, isIPv6 } from 'node:net';
import { GraphQLError, GraphQLScalarType, Kind, type GraphQLSchema, type ValueNode } from 'graphql';
import { javaText } from '../execution/javaValue';

/**
 * An offset of up to 18 hours, as in Java. AppSync accepts seconds, which ISO 8601 does not define.
 */
const OFFSET = String.raw`(Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d(?::[0-5]\d)?|18:00(?::00)?))`;
const DATE = String.raw`[+-]?\d{4,9}-\d{2}-\d{2}`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{0,9})?)?`;

const datePattern = new RegExp(`^${DATE}${OFFSET}?$`);
const timePattern = new RegExp(`^${TIME}${OFFSET}?$`);
const dateTimePattern = new RegExp(`^${DATE}T${TIME}${OFFSET}$`);

/** Whether a text starts with a date that exists in the calendar. */
function isDay(text: string): boolean {
  const day = /^[+-]?\d{4,9}-\d{2}-\d{2}/.exec(text)?.[0] ?? '';
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Words of RFC 822 separated by dots (or a quoted string), and a domain of names. */
const emailPattern =
  /^(?:[^\s"(),.:;<>@[\]\\]+(?:\.[^\s"(),.:;<>@[\]\\]+)*|"[^"\\\r\n]*")@[a-z\d-]+(?:\.[a-z\d-]+)*$/i;

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/**
 * Whether a text is a URL with a scheme, consists of characters of RFC 1738, and has no `//` in its
 * path.
 */
function isUrl(text: string): boolean {
  const [, scheme, rest = ''] = /^([a-z][a-z\d+.-]*):([^\s<>"{}|\\^`]+)$/i.exec(text) ?? [];
  if (scheme === undefined || !isAscii(text) || !URL.canParse(text)) return false;
  if (/^(?:https?|ftp)$/i.test(scheme) && !/^\/\/[^/]/.test(rest)) return false;
  return !new URL(text).pathname.includes('//');
}

function isIpAddress(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : 0;
  if (bits === 0 || more.length > 0) return false;
  return prefix === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits);
}

/**
 * The North American Numbering Plan: area code and exchange start with 2 to 9 and are not service
 * codes such as 911.
 */
const northAmerican = /^1?(?!\d11)[2-9]\d{2}(?!\d11)[2-9]\d{6}$/;

/**
 * Whether a text is a phone number: digits with spaces and hyphens. Without a country code, it is a
 * number of the United States.
 */
function isPhone(text: string): boolean {
  if (!/^\+?\d[\d -]*\d$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+') || digits.startsWith('1')) return northAmerican.test(digits);
  return /^[2-9]\d{6,14}$/.test(digits);
}

interface AwsScalar {
  /**
   * Name of the scalar in messages. Four are recorded: `phone number`, `date`, `DateTime Object`,
   * the timestamp.
   */
  readonly label: string;
  accepts(value: unknown): boolean;
  /** Reads a literal of a document. `accepts` then checks the value. */
  read(node: ValueNode): unknown;
}

const text = (label: string, accepts: (text: string) => boolean): AwsScalar => ({
  label,
  accepts: (value) => typeof value === 'string' && accepts(value),
  read: (node) => (node.kind === Kind.STRING ? node.value : undefined),
});

/**
 * AppSync's scalars and the values that they accept, except AWSJSON. Values pass through unchanged
 * and are never normalized.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
const awsScalars: Readonly<Record<string, AwsScalar>> = {
  AWSDate: text('date', (value) => datePattern.test(value) && isDay(value)),
  AWSTime: text('Time Object', (value) => timePattern.test(value)),
  AWSDateTime: text('DateTime Object', (value) => dateTimePattern.test(value) && isDay(value)),
  AWSEmail: text('email address', (value) => isAscii(value) && emailPattern.test(value)),
  AWSURL: text('URL', isUrl),
  AWSPhone: text('phone number', isPhone),
  AWSIPAddress: text('IP address', isIpAddress),
  AWSTimestamp: {
    // Recorded in full in aws-amplify/amplify-category-api#354.
    label:
      "timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description",
    accepts: Number.isSafeInteger,
    read: (node) => (node.kind === Kind.INT ? Number(node.value) : undefined),
  },
};

/**
 * Serializes a resolver's value as one of AppSync's scalars.
 * @throws Error that explains why the value is invalid
 */
export function serializeScalar(name: string, value: unknown): unknown {
  if (name === 'AWSJSON') return JSON.stringify(value);
  const scalar = awsScalars[name];
  if (scalar && !scalar.accepts(value)) {
    throw new Error(`Unable to serialize \`${javaText(value)}\` as a valid ${scalar.label}.`);
  }
  return value;
}

/** Makes the prelude's scalars parse and validate values from clients. */
export function applyScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, { label, accepts, read }] of Object.entries(awsScalars)) {
    const parse = (value: unknown, failure: Failure) => {
      if (accepts(value)) return value;
      throw new failure(`Unable to parse \`${javaText(value)}\` as a valid ${label}.`);
    };
    assign(schema, name, parse, read);
  }
  assign(schema, 'AWSJSON', parseJson, (node) =>
    node.kind === Kind.STRING ? node.value : undefined,
  );
  return schema;
}

/**
 * graphql-js reports the message of a `GraphQLError` unchanged, as AppSync does for a variable. For
 * any other error, it adds the type that the value does not match, as AppSync does for a literal.
 */
type Failure = new (message: string) => Error;

/**
 * Parses AWSJSON. A client sends it as a string that contains JSON. The resolver receives the
 * value.
 */
function parseJson(value: unknown, failure: Failure): unknown {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      // Refused below, like anything that is not a string.
    }
  }
  throw new failure(`Unable to parse \`${javaText(value)}\` as valid JSON.`);
}

/** Sets how a scalar of the schema parses values from clients. */
function assign(
  schema: GraphQLSchema,
  name: string,
  parse: (value: unknown, failure: Failure) => unknown,
  read: (node: ValueNode) => unknown,
): void {
  const scalar = schema.getType(name);
  if (!(scalar instanceof GraphQLScalarType)) return;
  Object.assign(scalar, {
    parseValue: (value: unknown) => parse(value, GraphQLError),
    parseLiteral: (node: ValueNode) => parse(read(node), Error),
  });
}
