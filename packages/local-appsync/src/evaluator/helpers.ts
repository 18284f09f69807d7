import type { SyntaxNode } from './syntax';

/**
 * What compiled code is given, in this order: the modules that it imports, and functions in place of
 * what AppSync does otherwise than this engine. `realmSetup.js` has them.
 */
const helpers = [
  /** Modules by the name that they are imported by. */
  'modules',
  /** What for-of visits. */
  'loop',
  /** What for-in visits. */
  'keys',
  /** `console`, with the position of the call. */
  'log',
  /** Looks at the clock. */
  'tick',
  /** `??` */
  'coalesce',
  /** `===` */
  'same',
  /** `!==` */
  'different',
  /** `typeof` */
  'typeOf',
  /** The one value for null and undefined. */
  'settled',
  /** A parameter that is taken apart. */
  'given',
] as const;

export type HelperNames = Readonly<Record<(typeof helpers)[number], string>>;

/** Names for them which the code does not use itself, in their order. */
export function helperNames(code: string): HelperNames {
  let prefix = '$appsync';
  while (code.includes(prefix)) prefix += '_';
  return Object.fromEntries(
    helpers.map((helper) => [helper, `${prefix}_${helper}`]),
  ) as unknown as HelperNames;
}

/**
 * A name of its own for a helper in place of one expression. The engine's messages show the text that
 * they are about, and by this name they lead back to the author's.
 */
export const standingFor = (helper: string, { start, end }: SyntaxNode): string =>
  `${helper}_${start}_${end}`;

/** Declares the names that `standingFor` gave to helpers in some text. */
export function declarationsIn(text: string, helpers: HelperNames): string {
  const names = Object.values(helpers).flatMap((helper) => {
    const used = new Set(text.match(new RegExp(`${escaped(helper)}_\\d+_\\d+`, 'g')));
    return [...used].map((name) => `${name}=${helper}`);
  });
  return names.length ? `const ${names.join(',')};` : '';
}

/** A message of the engine in the words of the code: what stands for an expression is that expression. */
export function authorsWords(message: string, code: string, { modules }: HelperNames): string {
  const prefix = escaped(modules.slice(0, -'modules'.length));
  const name = new RegExp(
    `${prefix}(\\w+)_(\\d+)_(\\d+)(?:\\(\\.\\.\\.\\)|( is not a function or its return value)(?= is not iterable))`,
    'g',
  );
  return message.replace(name, (_, helper: string, start: string, end: string) => {
    const text = code.slice(Number(start), Number(end)).replace(/\s+/g, ' ');
    // The engine puts what an operator makes in parentheses.
    return helper === 'given' ? text : `(${text})`;
  });
}

const escaped = (text: string): string => text.replaceAll('$', '\\$');
