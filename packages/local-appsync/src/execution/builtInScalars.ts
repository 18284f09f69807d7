import { javaText, javaType } from './javaValue';

/**
 * How graphql-java writes a resolver's value as one of GraphQL's own scalars; undefined for a value
 * that it refuses. It takes more than GraphQL requires: numbers in text, text for a Boolean.
 *
 * AppSync's recorded messages are those of graphql-java 9 to 13, so its rules are taken to be too.
 * Later versions refuse more for Boolean and less for ID.
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
/** The longest number that can fit an Int. */
const INT_DIGITS = 10;

/** What Java's `BigDecimal` reads: no spaces, no `NaN`, no other base. */
const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/;

/** A whole number of 32 bits, exactly: `1.0` and `1e2` are, `1.5` is not. */
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

/** A number that JSON can hold. */
function toFloat(value: number | string): number | undefined {
  const number = DECIMAL.test(String(value)) ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}
