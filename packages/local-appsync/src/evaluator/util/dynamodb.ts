import { isObject, text } from '../arguments';
import { Fault, type HostFunctions, type Invocation } from '../invocation';

/** A DynamoDB attribute value in AppSync's format: numbers stay numbers, NULL is null. */
export type TypedValue = Readonly<Record<string, unknown>>;

/**
 * Converts a JSON value to an attribute value. Arrays become lists, never sets.
 * (Recorded in localstack/appsync-utils, index.test.js.snap.)
 */
export function toDynamoDB(value: unknown): TypedValue {
  if (value === null || value === undefined) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toDynamoDB) };
  return { M: toMapValues(value as Record<string, unknown>) };
}

/** Converts each member of an object to an attribute value. */
export function toMapValues(value: Record<string, unknown>): Record<string, TypedValue> {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, toDynamoDB(member)]),
  );
}

/** Returns null for null. Throws a `Fault` for any other value that `accepts` rejects. */
const typed =
  (
    type: string,
    accepts: (value: unknown) => boolean,
    write = (value: unknown): unknown => value,
  ) =>
  (value: unknown): TypedValue | null => {
    if (value === null || value === undefined) return null;
    if (!accepts(value)) throw new Fault(`${JSON.stringify(value)} is not a value of type ${type}`);
    return { [type]: write(value) };
  };

const isString = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isListOf = (accepts: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(accepts);

const toStringValue = typed('S', isString);
const toNumberValue = typed('N', isNumber);
const toBinaryValue = typed('B', isString);
const toBooleanValue = typed('BOOL', (value) => typeof value === 'boolean');
const toListValue = typed('L', Array.isArray, (value) => (value as unknown[]).map(toDynamoDB));
const toMapValue = typed('M', isObject, (value) => toMapValues(value as Record<string, unknown>));

/** A DynamoDB set. The helpers for items do not convert it again. */
export const toStringSet = typed('SS', isListOf(isString));
export const toNumberSet = typed('NS', isListOf(isNumber));
export const toBinarySet = typed('BS', isListOf(isString));

/**
 * `util.dynamodb.*`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html
 */
export const dynamodb: HostFunctions = {
  toDynamoDB: (_, [value]) => toDynamoDB(value),
  toString: (_: Invocation, [value]: readonly unknown[]) => toStringValue(value),
  toStringSet: (_, [value]) => toStringSet(value),
  toNumber: (_, [value]) => toNumberValue(value),
  toNumberSet: (_, [value]) => toNumberSet(value),
  toBinary: (_, [value]) => toBinaryValue(value),
  toBinarySet: (_, [value]) => toBinarySet(value),
  toBoolean: (_, [value]) => toBooleanValue(value),
  toNull: () => ({ NULL: null }),
  toList: (_, [value]) => toListValue(value),
  toMap: (_, [value]) => toMapValue(value),
  toMapValues: (_, [value]) => toMapValue(value)?.['M'] ?? null,
  toS3Object: (_, [key, bucket, region, version]) => ({
    S: JSON.stringify({ s3: { key, bucket, region, ...(version !== undefined && { version }) } }),
  }),
  fromS3ObjectJson: (_, [json]) => fromS3Object(text(json, 's3ObjectString')),
};

function fromS3Object(json: string): unknown {
  try {
    const parsed: unknown = JSON.parse(json);
    if (isObject(parsed) && isObject(parsed['s3'])) return parsed['s3'];
  } catch {
    // Continues to the fault below.
  }
  throw new Fault('the value is not an S3 object');
}
