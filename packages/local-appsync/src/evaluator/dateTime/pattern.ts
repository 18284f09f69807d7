import { Fault } from '../invocation';

interface Field {
  readonly kind: 'field';
  readonly letter: string;
  readonly count: number;
}

/** A part of a pattern: text, a field, a field padded with spaces, or an optional section. */
export type Element =
  | { readonly kind: 'literal'; readonly text: string }
  | Field
  | { readonly kind: 'padded'; readonly width: number; readonly field: Field }
  | { readonly kind: 'optional'; readonly elements: readonly Element[] };

/** Minimum and maximum number of repetitions of each letter. */
const counts: Readonly<Record<string, readonly [min: number, max: number]>> = {
  ...repeated('uyYAnN', 1, 19),
  ...repeated('S', 1, 9),
  ...repeated('GMLQqEecXxZ', 1, 5),
  ...repeated('z', 1, 4),
  ...repeated('D', 1, 3),
  ...repeated('dhHkKmsw', 1, 2),
  ...repeated('WFa', 1, 1),
  ...repeated('V', 2, 2),
  ...repeated('O', 1, 4),
};

function repeated(letters: string, min: number, max: number) {
  return Object.fromEntries([...letters].map((letter) => [letter, [min, max] as const]));
}

const SYNTAX = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/gy;

/**
 * Parses a pattern of Java's DateTimeFormatter. Throws a `Fault` that names any unsupported letter.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html#patterns
 */
export function readPattern(pattern: string): readonly Element[] {
  const open: Element[][] = [[]];
  const add = (element: Element) => open.at(-1)?.push(element);
  let pad = 0;
  SYNTAX.lastIndex = 0;
  while (SYNTAX.lastIndex < pattern.length) {
    const match = SYNTAX.exec(pattern);
    if (!match) throw new Fault(`the pattern ${pattern} has an unclosed quotation`);
    const [part, quoted, letter] = match;
    if (pad > 0 && (letter === undefined || letter === 'p')) throw padsNothing(pattern);
    if (quoted !== undefined) {
      add({ kind: 'literal', text: quoted === '' ? "'" : quoted.replaceAll("''", "'") });
    } else if (letter === 'p') {
      pad = part.length;
    } else if (letter !== undefined) {
      const field = fieldOf(letter, part.length);
      add(pad > 0 ? { kind: 'padded', width: pad, field } : field);
      pad = 0;
    } else if (part === '[') {
      open.push([]);
    } else if (part === ']') {
      const elements = open.pop() ?? [];
      if (open.length === 0) throw new Fault(`the pattern ${pattern} has a ] without a [`);
      add({ kind: 'optional', elements });
    } else if ('{}#'.includes(part)) {
      throw new Fault(`the character ${part} is reserved in patterns`);
    } else {
      add({ kind: 'literal', text: part });
    }
  }
  if (pad > 0) throw padsNothing(pattern);
  // Open sections end with the pattern.
  while (open.length > 1) {
    const elements = open.pop() ?? [];
    add({ kind: 'optional', elements });
  }
  return open[0] ?? [];
}

const padsNothing = (pattern: string) =>
  new Fault(`the pattern ${pattern} has a p that is not followed by another letter`);

function fieldOf(letter: string, count: number): Field {
  const limits = Object.hasOwn(counts, letter) ? counts[letter] : undefined;
  if (!limits) throw new Fault(`the pattern letter ${letter} is not supported`);
  const [min, max] = limits;
  const between =
    (letter === 'O' && (count === 2 || count === 3)) || (letter === 'c' && count === 2);
  if (count < min || count > max || between) {
    throw new Fault(`the pattern letter ${letter} cannot be repeated ${count} times`);
  }
  return { kind: 'field', letter, count };
}

/** Minimum and maximum number of digits of a numeric field. Null for text and offsets. */
export function digitsOf(letter: string, count: number): { min: number; max: number } | null {
  if ('uyY'.includes(letter)) return count === 2 ? { min: 2, max: 2 } : { min: count, max: 19 };
  if ('AnN'.includes(letter)) return { min: count, max: 19 };
  if (letter === 'S') return { min: count, max: count };
  if (letter === 'D' && count > 1) return { min: count, max: 3 };
  if (letter === 'F') return { min: 1, max: 1 };
  if ('MLQqec'.includes(letter) && count > 2) return null;
  if ('MLQqecDdhHkKmswW'.includes(letter)) {
    return count === 1 ? { min: 1, max: 19 } : { min: 2, max: 2 };
  }
  return null;
}
