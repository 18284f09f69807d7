/** Variables with values that can contain colons or slashes. */
const WITH_SEPARATORS = [
  ...['LogGroupName', 'ObjectName', 'ParameterNameWithoutLeadingSlash'],
  ...['RoleNameWithPath', 'StreamLabel', 'UrlEncodedResourceARN'],
];

const ANY = '\u0001';
const SEGMENT = '\u0002';

/**
 * Whether some resource has an ARN of this form that matches the pattern.
 *
 * @param form an ARN with variables:
 * `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`
 * @param pattern an ARN with `*` for any text
 */
export function overlaps(form: string, pattern: string): boolean {
  // Most belong to another service.
  if (form.split(':')[2] !== pattern.split(':')[2]) return false;
  const a = form.replace(/\$\{(\w+)\}/g, (_, name: string) =>
    WITH_SEPARATORS.includes(name) ? ANY : SEGMENT,
  );
  const b = pattern.replaceAll('*', ANY);
  const seen = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const known = seen.get(key) ?? compare(i, j);
    seen.set(key, known);
    return known;
  };
  function compare(i: number, j: number): boolean {
    if (i === a.length && j === b.length) return true;
    if (isWild(a[i]) && (from(i + 1, j) || (j < b.length && fits(a[i], b[j]) && from(i, j + 1)))) {
      return true;
    }
    if (isWild(b[j]) && (from(i, j + 1) || (i < a.length && fits(b[j], a[i]) && from(i + 1, j)))) {
      return true;
    }
    return i < a.length && a[i] === b[j] && from(i + 1, j + 1);
  }
  return from(0, 0);
}

const isWild = (character: string | undefined): boolean =>
  character === ANY || character === SEGMENT;

/** Whether a wildcard can match a character. */
const fits = (wild: string | undefined, character: string | undefined): boolean =>
  wild === ANY || isWild(character) || !/[/:]/.test(character!);
