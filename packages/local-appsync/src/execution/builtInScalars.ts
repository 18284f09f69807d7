import { javaText, javaType } from './javaValue';

/**
 * Serializes a resolver's value as one of GraphQL's built-in scalars, as graphql-java does. Returns
 * undefined for a value that graphql-java refuses. It accepts more than GraphQL requires: numbers
 * in strings, and strings for a Boolean.
 *
 * AppSync's recorded messages are those of graphql-java 9 to 13, so its rules are assumed to be
 * theirs, too. Later versions refuse more for Boolean and less for ID.
 *
 * @see https://github.com/graphql-java/graphql-java/blob/v13.0/src/main/java/graphql/Scalars.java
 */
export const builtInScalars: Readonly<Record<string, (value: unknown) => unknown>> = {
  Int: (value) =>
    typeof value === 'number' || typeof value === 'string' ? toInt(value) : undefined,
  Float: (value) =>
    typeof value === 'number' || typeof value === 'string' ? toFloat(value) : undefined,
  String: javaText,
  Boolean(value) {
    if (typeof value === 'string') return value.toLowerCase() === 'true';
    if (typeof value === 'number') return value !== 0;
    return typeof value === 'boolean' ? value : undefined;
  },
  ID(value) {
    const isText = ['String', 'Integer', 'Long'].includes(javaType(value));
    return isText ? javaText(value) : undefined;
  },
};

const INT_MAX = 2 ** 31 - 1;
/** Maximum number of digits of an Int. */
const INT_DIGITS = 10;

/** Numbers that Java's `BigDecimal` parses: no spaces, no `NaN`, no other base. */
const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/;

/** Converts a value to a 32-bit integer, exactly: accepts `1.0` and `1e2`, not `1.5`. */
function toInt(value: number | string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  if (sign === undefined) return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0;
  let length = digits.length;
  while (digits[length - 1] === '0') length -= 1;
  const zeros = Number(exponent) - fraction.length + digits.length - length;
  if (zeros < 0 || length + zeros > INT_DIGITS) return undefined;
  const result = Number(`${sign}${digits.slice(0, length)}${'0'.repeat(zeros)}`);
  return result >= -INT_MAX - 1 && result <= INT_MAX ? result : undefined;
}

/** Converts a value to a number that JSON can represent. */
function toFloat(value: number | string): number | undefined {
  const number = DECIMAL.test(String(value)) ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}
