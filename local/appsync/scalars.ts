import { GraphQLError, GraphQLScalarType, Kind, type GraphQLSchema } from 'graphql';

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

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

/**
 * AppSync's text scalars and what they accept. Values pass through as given, never normalised.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
const textScalars: Record<string, (text: string) => boolean> = {
  AWSDate: (text) => datePattern.test(text) && isDay(text),
  AWSTime: (text) => timePattern.test(text) && isTimeOfDay(text),
  AWSDateTime: (text) => dateTimePattern.test(text) && isDay(text) && isTimeOfDay(text),
  AWSEmail: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  AWSURL: isUrl,
  AWSPhone: (text) => /^\+?\d[\d -]{4,18}\d$/.test(text),
  AWSIPAddress: isIpAddress,
};

/** Gives the prelude's scalars their behaviour, in both directions. */
export function applyScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, accepts] of Object.entries(textScalars)) {
    const check = (value: unknown): string => {
      if (typeof value === 'string' && accepts(value)) return value;
      throw new GraphQLError(`Unable to parse \`${String(value)}\` as a valid ${name}.`);
    };
    assign(schema, name, {
      serialize: check,
      parseValue: check,
      parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
    });
  }
  const seconds = (value: unknown): number => {
    if (Number.isSafeInteger(value)) return value as number;
    throw new GraphQLError(`Unable to parse \`${String(value)}\` as a valid AWSTimestamp.`);
  };
  assign(schema, 'AWSTimestamp', {
    serialize: seconds,
    parseValue: seconds,
    parseLiteral: (node) => seconds(node.kind === Kind.INT ? Number(node.value) : undefined),
  });
  assign(schema, 'AWSJSON', {
    serialize: (value) => JSON.stringify(value),
    parseValue: parseJson,
    parseLiteral: (node) => parseJson(node.kind === Kind.STRING ? node.value : undefined),
  });
  return schema;
}

/** A client sends AWSJSON as text that holds JSON; the resolver sees the value. */
function parseJson(value: unknown): unknown {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      // Refused below, like everything that is not text.
    }
  }
  throw new GraphQLError(`Unable to parse \`${String(value)}\` as valid JSON.`);
}

type Behaviour = Pick<
  GraphQLScalarType<unknown, unknown>,
  'serialize' | 'parseValue' | 'parseLiteral'
>;

function assign(schema: GraphQLSchema, name: string, behaviour: Behaviour): void {
  const scalar = schema.getType(name);
  if (scalar instanceof GraphQLScalarType) Object.assign(scalar, behaviour);
}
