import { createContext, Script } from 'node:vm';
import { Fault, type HostFunction } from './invocation';
import { text } from './arguments';
import { isCheap } from './matchSteps';

/**
 * The JavaScript regular expression that matches what a Java pattern does. What cannot be said in
 * JavaScript is a fault, never a different match.
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
    // What is around it must not be what makes it whole: `[a-z` alone is no pattern.
    new RegExp(translated, unicode);
    return new RegExp(around(translated), flags + inline + unicode);
  } catch {
    throw new Fault(`the pattern ${pattern} is not valid`);
  }
}

const MATCH_MAX_MS = 1_000;
const timed: { work?: () => unknown } = createContext({});
const work = new Script('work()');

/**
 * A pattern can take for ever; nothing but a time limit of the engine stops it. The limit costs a
 * thread, which is more than everything else that most resolvers do, so only those have one that
 * could take long.
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

/** `(?i)` and the like at the beginning; elsewhere JavaScript has no way to say them. */
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

/** POSIX classes of Java, as members of a JavaScript character class. */
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

/** Escapes that differ; inside a class the brackets fall away. */
const escapes: Readonly<Record<string, string>> = {
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  s: ' \\t\\n\\x0B\\f\\r',
  R: '',
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
      // In Java a bracket right after the opening one stands for itself.
      result += opening.replace(']', '\\]');
      i += opening.length - 1;
    } else if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/.test(rest)) {
      throw new Fault('possessive quantifiers are not supported in patterns');
    } else if (/^\(\?(?:>|[a-zA-Z-]+[:)])/.test(rest)) {
      throw new Fault(`${rest.slice(0, 4)} is not supported in patterns`);
    } else if (char === '$' && !multiline) {
      // Without MULTILINE Java's $ also stands before a last line break.
      result += '(?=\\n?(?![^]))';
    } else {
      result += char;
    }
  }
  return result;
}

/** Java's replacement: `$1`, `${name}` and a backslash before what stands for itself. */
function javaReplacement(replacement: string): (match: RegExpExecArray) => string {
  const parts = replacement.match(/\\[^]|\$\d|\$\{\w+\}|[^\\$]+|[^]/g) ?? [];
  return (match) =>
    parts
      .map((part) => {
        if (part.length > 1 && part.startsWith('\\')) return part[1]!;
        if (/^\$\d$/.test(part)) return group(match[Number(part[1])], part, match);
        if (part.startsWith('${')) return match.groups?.[part.slice(2, -1)] ?? '';
        if (part === '$' || part === '\\') throw new Fault('Illegal group reference');
        return part;
      })
      .join('');
}

function group(value: string | undefined, part: string, match: RegExpExecArray): string {
  if (Number(part[1]) >= match.length) throw new Fault(`No group ${part[1]}`);
  return value ?? '';
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

/** `String.prototype.replace`: the first match of a Java pattern. */
export const replace = replacing('');

/** `String.prototype.replaceAll`: every match of a Java pattern. */
export const replaceAll = replacing('g');
