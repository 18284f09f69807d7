import type { SyntaxNode } from './syntax';

/**
 * Arguments of compiled code, in this order: the modules that it imports, and functions that
 * replace behaviour in which AppSync differs from this engine. `realmSetup.js` defines them.
 */
const helpers = [
  /** Modules, keyed by import name. */
  'modules',
  /** The elements that for-of visits. */
  'loop',
  /** The keys that for-in visits. */
  'keys',
  /** `console`, with the position of the call. */
  'log',
  /** Enforces the time limit. */
  'tick',
  /** `??` */
  'coalesce',
  /** `===` */
  'same',
  /** `!==` */
  'different',
  /** `typeof` */
  'typeOf',
  /** Converts undefined to null. */
  'settled',
  /** A destructured parameter. */
  'given',
] as const;

export type HelperNames = Readonly<Record<(typeof helpers)[number], string>>;

/** Names of the helpers, in their order, that do not occur in the code. */
export function helperNames(code: string): HelperNames {
  let prefix = '$appsync';
  while (code.includes(prefix)) prefix += '_';
  return Object.fromEntries(
    helpers.map((helper) => [helper, `${prefix}_${helper}`]),
  ) as unknown as HelperNames;
}

/**
 * A unique name for a helper that replaces one expression. The engine's messages quote the compiled
 * code, and this name identifies the original expression.
 */
export const standingFor = (helper: string, { start, end }: SyntaxNode): string =>
  `${helper}_${start}_${end}`;

/** Declares the names from `standingFor` that occur in a text. */
export function declarationsIn(text: string, helpers: HelperNames): string {
  const names = Object.values(helpers).flatMap((helper) => {
    const used = new Set(text.match(new RegExp(`${escaped(helper)}_\\d+_\\d+`, 'g')));
    return [...used].map((name) => `${name}=${helper}`);
  });
  return names.length ? `const ${names.join(',')};` : '';
}

/**
 * Rewrites a message of the engine in terms of the original code: each name from `standingFor`
 * becomes the expression that it replaces.
 */
export function authorsWords(message: string, code: string, { modules }: HelperNames): string {
  const prefix = escaped(modules.slice(0, -'modules'.length));
  const name = new RegExp(
    `${prefix}(\\w+)_(\\d+)_(\\d+)(?:\\(\\.\\.\\.\\)|( is not a function or its return value)(?= is not iterable))`,
    'g',
  );
  return message.replace(name, (_, helper: string, start: string, end: string) => {
    const text = code.slice(Number(start), Number(end)).replace(/\s+/g, ' ');
    // The engine puts the result of an operator in parentheses.
    return helper === 'given' ? text : `(${text})`;
  });
}

const escaped = (text: string): string => text.replaceAll('$', '\\$');
