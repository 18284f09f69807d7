import { GraphQLError, GraphQLScalarType, Kind, type GraphQLSchema, type ValueNode } from 'graphql';

const OFFSET = String.raw`(Z|[+-]\d{2}:\d{2}(:\d{2})?)`;
const DATE = String.raw`[+-]?\d{4,9}-\d{2}-\d{2}`;
const TIME = String.raw`\d{2}:\d{2}(:\d{2}(\.\d{0,9})?)?`;

const datePattern = new RegExp(`^${DATE}${OFFSET}?$`);
const timePattern = new RegExp(`^${TIME}${OFFSET}?$`);
const dateTimePattern = new RegExp(`^${DATE}T${TIME}${OFFSET}$`);

/** Whether the calendar has the date that a text begins with. */
function isDay(text: string): boolean {
  const day = /^[+-]?\d{4,9}-\d{2}-\d{2}/.exec(text)?.[0] ?? '';
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Whether a clock shows the time that follows an optional date. */
function isTimeOfDay(text: string): boolean {
  const [hours, minutes, seconds] = (text.split('T').at(-1) ?? '').split(/[:.Z+-]/).map(Number);
  return hours! < 24 && minutes! < 60 && (seconds ?? 0) < 60;
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && !new URL(text).pathname.includes('//');
}

function isIpAddress(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIpv4(address) ? 32 : URL.canParse(`http://[${address}]`) ? 128 : 0;
  if (bits === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

/** Digits with spaces and hyphens; without a country code it is a number of the United States. */
function isPhone(text: string): boolean {
  if (!/^\+?\d[\d -]*\d$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return digits.length >= 7 && digits.length <= 15;
  // North American numbering plan: an area code and an exchange begin with 2 to 9.
  return /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits);
}

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

interface TextScalar {
  /** What messages call it. Two are recorded: `phone number` and `DateTime Object`. */
  readonly label: string;
  readonly accepts: (text: string) => boolean;
}

/**
 * AppSync's text scalars and what they accept. Values pass through as given, never normalised.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
const textScalars: Readonly<Record<string, TextScalar>> = {
  AWSDate: { label: 'Date Object', accepts: (text) => datePattern.test(text) && isDay(text) },
  AWSTime: { label: 'Time Object', accepts: (text) => timePattern.test(text) && isTimeOfDay(text) },
  AWSDateTime: {
    label: 'DateTime Object',
    accepts: (text) => dateTimePattern.test(text) && isDay(text) && isTimeOfDay(text),
  },
  AWSEmail: { label: 'email address', accepts: (text) => /^[^\s@]+@[^\s@]+$/.test(text) },
  AWSURL: { label: 'URL', accepts: isUrl },
  AWSPhone: { label: 'phone number', accepts: isPhone },
  AWSIPAddress: { label: 'IP address', accepts: isIpAddress },
};

/** Gives the prelude's scalars their behaviour, in both directions. */
export function applyScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, { label, accepts }] of Object.entries(textScalars)) {
    const isText = (value: unknown) => typeof value === 'string' && accepts(value);
    assign(schema, name, label, isText, (node) =>
      node.kind === Kind.STRING ? node.value : undefined,
    );
  }
  assign(schema, 'AWSTimestamp', 'timestamp', Number.isSafeInteger, (node) =>
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
  throw new failure(`Unable to parse \`${String(value)}\` as valid JSON.`);
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
    throw new failure(`Unable to ${verb} \`${String(value)}\` as a valid ${label}.`);
  };
  const parseLiteral = check('parse', Error);
  Object.assign(scalar, {
    serialize: check('serialize', GraphQLError),
    parseValue: check('parse', GraphQLError),
    parseLiteral: (node: ValueNode) => parseLiteral(valueOf(node)),
  });
}
