import { createContext, Script } from 'node:vm';
import { Fault, type HostFunction } from './invocation';
import { text } from './arguments';
import { isCheap } from './matchSteps';

/**
 * Converts a Java pattern to the equivalent JavaScript regular expression. Throws a `Fault` if
 * there is no equivalent, and never returns one that matches differently.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
 */
function javaPattern(pattern: string, flags = ''): RegExp {
  return compiled(pattern, flags, (expression) => expression);
}

/** Java's `Pattern.matches`: the pattern must match the whole text. */
export function matchesWhole(pattern: string, source: string): boolean {
  const whole = compiled(pattern, 'y', (expression) => `(?:${expression})(?![^])`);
  return withinTime(whole, source, () => whole.test(source));
}

function compiled(pattern: string, flags: string, around: (expression: string) => string): RegExp {
  const { source, inline } = inlineFlags(pattern);
  const translated = translate(source, inline.includes('m'));
  const unicode = /\\p\{|\\P\{/.test(translated) ? 'u' : '';
  try {
    // The wrapper must not complete an invalid pattern, such as `[a-z`.
    new RegExp(translated, unicode);
    const all = new Set([...flags, ...inline, ...unicode]);
    return new RegExp(around(translated), [...all].join(''));
  } catch {
    throw new Fault(`the pattern ${pattern} is not valid`);
  }
}

const MATCH_MAX_MS = 1_000;
const timed: { work?: () => unknown } = createContext({});
const work = new Script('work()');

/**
 * Limits the time of a match. A pattern can backtrack forever, and only a time limit of the engine
 * stops it. The limit costs a thread, which is more than all other work of most resolvers, so it
 * applies only to patterns that can be slow.
 */
function withinTime<T>(expression: RegExp, source: string, match: () => T): T {
  if (isCheap(expression, source.length)) return match();
  let result: T | undefined;
  timed.work = () => {
    result = match();
  };
  try {
    work.runInContext(timed, { timeout: MATCH_MAX_MS });
    return result as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Fault(`the pattern took more than ${MATCH_MAX_MS} ms`);
  }
}

/** Extracts inline flags such as `(?i)` at the start. Elsewhere, JavaScript has no equivalent. */
function inlineFlags(pattern: string): { source: string; inline: string } {
  const leading = /^\(\?([a-zA-Z]+)\)/.exec(pattern);
  const source = leading ? pattern.slice(leading[0].length) : pattern;
  const inline = new Set<string>();
  for (const flag of leading?.[1] ?? '') {
    if (!'ismu'.includes(flag)) throw new Fault(`(?${flag}) is not supported in patterns`);
    inline.add(flag);
  }
  return { source, inline: [...inline].join('') };
}

/** Java's POSIX classes, as members of a JavaScript character class. */
const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
};

/** Escapes that differ between the languages. Inside a character class, they need no brackets. */
const escapes: Readonly<Record<string, string>> = {
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  s: ' \\t\\n\\x0B\\f\\r',
};

function translate(pattern: string, multiline: boolean): string {
  let result = '';
  let classDepth = 0;
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i]!;
    const rest = pattern.slice(i);
    if (char === '\\') {
      const quoted = /^\\Q([^]*?)(?:\\E|$)/.exec(rest);
      const property = /^\\([pP])\{(\w+)\}/.exec(rest);
      const next = pattern[i + 1] ?? '';
      if (quoted) {
        result += quoted[1]!.replace(/[\\^$.|?*+()[\]{}\-/]/g, '\\$&');
        i += quoted[0].length - 1;
      } else if (property && posix[property[2]!]) {
        const members = posix[property[2]!]!;
        if (classDepth > 0 && property[1] === 'P') {
          throw new Fault(`${property[0]} in a character class is not supported in patterns`);
        }
        result += classDepth > 0 ? members : `[${property[1] === 'P' ? '^' : ''}${members}]`;
        i += property[0].length - 1;
      } else if (next === 'A') {
        result += '(?<![^])';
        i += 1;
      } else if (next === 'z') {
        result += '(?![^])';
        i += 1;
      } else if (next === 'Z') {
        result += '(?=\\n?(?![^]))';
        i += 1;
      } else if (next === 'S' && classDepth === 0) {
        result += `[^${escapes['s']}]`;
        i += 1;
      } else if (next === 'h' || next === 's') {
        result += classDepth > 0 ? escapes[next]! : `[${escapes[next]!}]`;
        i += 1;
      } else if ('GXRHvVNkSaecx0'.includes(next) && !/^\\(?:k<\w+>|x[0-9a-fA-F]{2})/.test(rest)) {
        throw new Fault(`\\${next} is not supported in patterns`);
      } else {
        result += char + next;
        i += 1;
      }
      continue;
    }
    if (classDepth > 0) {
      if (char === '[' || rest.startsWith('&&')) {
        throw new Fault('unions and intersections of classes are not supported in patterns');
      }
      if (char === ']') classDepth = 0;
      result += char;
      continue;
    }
    if (char === '[') {
      classDepth = 1;
      const opening = /^\[\^?\]?/.exec(rest)![0];
      // In Java, a closing bracket right after the opening one is a literal.
      result += opening.replace(']', '\\]');
      i += opening.length - 1;
    } else if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/.test(rest)) {
      throw new Fault('possessive quantifiers are not supported in patterns');
    } else if (/^\(\?(?:>|[a-zA-Z-]+[:)])/.test(rest)) {
      throw new Fault(`${rest.slice(0, 4)} is not supported in patterns`);
    } else if (char === '$' && !multiline) {
      // Without MULTILINE, Java's $ also matches before a final line break.
      result += '(?=\\n?(?![^]))';
    } else {
      result += char;
    }
  }
  return result;
}

/**
 * Parses a Java replacement: `$1`, `${name}`, and a backslash before a literal character.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/regex/Matcher.html#appendReplacement-java.lang.StringBuffer-java.lang.String-
 */
function javaReplacement(replacement: string): (match: RegExpExecArray) => string {
  const parts = replacement.match(/\\[^]|\$\d+|\$\{\w+\}|[^\\$]+|[^]/g) ?? [];
  return (match) =>
    parts
      .map((part) => {
        if (part.length > 1 && part.startsWith('\\')) return part[1]!;
        if (/^\$\d/.test(part)) return numberedGroup(part.slice(1), match);
        if (part.startsWith('${')) return namedGroup(part.slice(2, -1), match);
        if (part === '$' || part === '\\') throw new Fault('Illegal group reference');
        return part;
      })
      .join('');
}

/** The first digit is a group. Each further one belongs to the number only if there is such a group. */
function numberedGroup(digits: string, match: RegExpExecArray): string {
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) < match.length) length += 1;
  const number = Number(digits.slice(0, length));
  if (number >= match.length) throw new Fault(`No group ${number}`);
  return (match[number] ?? '') + digits.slice(length);
}

function namedGroup(name: string, { groups }: RegExpExecArray): string {
  if (!groups || !(name in groups)) throw new Fault(`No group with name {${name}}`);
  return groups[name] ?? '';
}

const replacing =
  (flags: string): HostFunction =>
  (_, [subject, pattern, replacement]) => {
    const replaced = javaReplacement(text(replacement, 'replacement'));
    const expression = javaPattern(text(pattern, 'pattern'), `${flags}`);
    const source = text(subject, 'subject');
    const matches = withinTime(expression, source, () =>
      flags === 'g' ? [...source.matchAll(expression)] : once(expression, source),
    );
    let result = '';
    let read = 0;
    for (const match of matches) {
      result += source.slice(read, match.index) + replaced(match);
      read = match.index + match[0].length;
    }
    return result + source.slice(read);
  };

function once(expression: RegExp, source: string): RegExpExecArray[] {
  const match = expression.exec(source);
  return match ? [match] : [];
}

/** `String.prototype.replace`: replaces the first match of a Java pattern. */
export const replace = replacing('');

/** `String.prototype.replaceAll`: replaces every match of a Java pattern. */
export const replaceAll = replacing('g');
