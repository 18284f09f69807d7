import { isIPv4, isIPv6 } from 'node:net';
import { GraphQLError, GraphQLScalarType, Kind, type GraphQLSchema, type ValueNode } from 'graphql';

/** Up to 18 hours, as Java has it. Seconds are not in ISO 8601, and AppSync takes them. */
const OFFSET = String.raw`(Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d(?::[0-5]\d)?|18:00(?::00)?))`;
const DATE = String.raw`[+-]?\d{4,9}-\d{2}-\d{2}`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{0,9})?)?`;

const datePattern = new RegExp(`^${DATE}${OFFSET}?$`);
const timePattern = new RegExp(`^${TIME}${OFFSET}?$`);
const dateTimePattern = new RegExp(`^${DATE}T${TIME}${OFFSET}$`);

/** Whether the calendar has the date that a text begins with. */
function isDay(text: string): boolean {
  const day = /^[+-]?\d{4,9}-\d{2}-\d{2}/.exec(text)?.[0] ?? '';
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** RFC 822's words with dots between them (or a text in quotes), and a domain of names. */
const emailPattern =
  /^(?:[^\s"(),.:;<>@[\]\\]+(?:\.[^\s"(),.:;<>@[\]\\]+)*|"[^"\\\r\n]*")@[a-z\d-]+(?:\.[a-z\d-]+)*$/i;

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** An address with a scheme, of the characters that RFC 1738 has, without `//` in its path. */
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

/** The North American plan: area code and exchange begin with 2 to 9 and are no service like 911. */
const northAmerican = /^1?(?!\d11)[2-9]\d{2}(?!\d11)[2-9]\d{6}$/;

/** Digits with spaces and hyphens; without a country code it is a number of the United States. */
function isPhone(text: string): boolean {
  if (!/^\+?\d[\d -]*\d$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+') || digits.startsWith('1')) return northAmerican.test(digits);
  return /^[2-9]\d{6,14}$/.test(digits);
}

interface TextScalar {
  /** What messages call it. Three are recorded: `phone number`, `date` and `DateTime Object`. */
  readonly label: string;
  readonly accepts: (text: string) => boolean;
}

/**
 * AppSync's text scalars and what they accept. Values pass through as given, never normalised.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
const textScalars: Readonly<Record<string, TextScalar>> = {
  AWSDate: { label: 'date', accepts: (text) => datePattern.test(text) && isDay(text) },
  AWSTime: { label: 'Time Object', accepts: (text) => timePattern.test(text) },
  AWSDateTime: {
    label: 'DateTime Object',
    accepts: (text) => dateTimePattern.test(text) && isDay(text),
  },
  AWSEmail: { label: 'email address', accepts: (text) => isAscii(text) && emailPattern.test(text) },
  AWSURL: { label: 'URL', accepts: isUrl },
  AWSPhone: { label: 'phone number', accepts: isPhone },
  AWSIPAddress: { label: 'IP address', accepts: isIpAddress },
};

/** Recorded whole in aws-amplify/amplify-category-api#354. */
const TIMESTAMP =
  "timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description";

/** Gives the prelude's scalars their behaviour, in both directions. */
export function applyScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, { label, accepts }] of Object.entries(textScalars)) {
    const isText = (value: unknown) => typeof value === 'string' && accepts(value);
    assign(schema, name, label, isText, (node) =>
      node.kind === Kind.STRING ? node.value : undefined,
    );
  }
  assign(schema, 'AWSTimestamp', TIMESTAMP, Number.isSafeInteger, (node) =>
    node.kind === Kind.INT ? Number(node.value) : undefined,
  );
  const json = schema.getType('AWSJSON');
  if (json instanceof GraphQLScalarType) {
    Object.assign(json, {
      serialize: (value: unknown) => JSON.stringify(value),
      parseValue: (value: unknown) => parseJson(value, GraphQLError),
      parseLiteral: (node: ValueNode) =>
        parseJson(node.kind === Kind.STRING ? node.value : undefined, Error),
    });
  }
  return schema;
}

/**
 * graphql-js shows the words of a `GraphQLError` as they are, which is how AppSync words a variable;
 * around any other error it says of which type the value is not, which is what is told of a literal.
 */
type Failure = new (message: string) => Error;

/** A client sends AWSJSON as text that holds JSON; the resolver sees the value. */
function parseJson(value: unknown, failure: Failure): unknown {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      // Refused below, like everything that is not text.
    }
  }
  throw new failure(`Unable to parse \`${javaText(value)}\` as valid JSON.`);
}

/** Gives a scalar of the schema its behaviour: what it accepts passes through. */
function assign(
  schema: GraphQLSchema,
  name: string,
  label: string,
  accepts: (value: unknown) => boolean,
  valueOf: (node: ValueNode) => unknown,
): void {
  const scalar = schema.getType(name);
  if (!(scalar instanceof GraphQLScalarType)) return;
  const check = (verb: 'parse' | 'serialize', failure: Failure) => (value: unknown) => {
    if (accepts(value)) return value;
    throw new failure(`Unable to ${verb} \`${javaText(value)}\` as a valid ${label}.`);
  };
  const parseLiteral = check('parse', Error);
  Object.assign(scalar, {
    serialize: check('serialize', GraphQLError),
    parseValue: check('parse', GraphQLError),
    parseLiteral: (node: ValueNode) => parseLiteral(valueOf(node)),
  });
}

/** A value as Java writes it into a message. (Recorded for an object in aws-amplify/amplify-cli#3070.) */
function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([name, each]) => `${name}=${javaText(each)}`);
  return `{${entries.join(', ')}}`;
}
