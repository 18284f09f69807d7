/** The limits of Java's `int` and `long`. */
const INT_MAX = 2 ** 31 - 1;
const LONG_MAX = 2 ** 63;

/** Java prints a `double` with an exponent from this value up, and below a thousandth. */
const PLAIN_DOUBLE_MAX = 1e7;
const PLAIN_DOUBLE_MIN = 1e-3;

/**
 * The Java class of a JSON value, as AppSync's messages name it. `String`, `LinkedHashMap` and
 * `Boolean` are recorded. The others are the classes that Jackson, Java's usual JSON parser,
 * creates.
 */
export function javaType(value: unknown): string {
  if (Array.isArray(value)) return 'ArrayList';
  if (typeof value === 'object') return 'LinkedHashMap';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value !== 'number') return 'String';
  if (!Number.isInteger(value)) return 'Double';
  if (value >= -INT_MAX - 1 && value <= INT_MAX) return 'Integer';
  return value >= -LONG_MAX && value < LONG_MAX ? 'Long' : 'BigInteger';
}

/**
 * A JSON value as Java's `toString` prints it. (Recorded for an object in
 * aws-amplify/amplify-cli#3070.)
 */
export function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([name, each]) => `${name}=${javaText(each)}`);
  return `{${entries.join(', ')}}`;
}

function numberText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const size = Math.abs(value);
  if (size >= PLAIN_DOUBLE_MIN && size < PLAIN_DOUBLE_MAX) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
