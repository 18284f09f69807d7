import { escapedLine } from './printable';

/** Quotes a path in a command that the learner may paste into a shell. */
export function quoted(path: string): string {
  const argument = path.startsWith('-') ? `./${path}` : path;
  if (/^[\w./@%+-]+$/.test(argument)) return argument;
  if (escapedLine(argument) === argument) return `'${argument.replaceAll("'", `'\\''`)}'`;
  // The bash of a Mac knows only the octal digits of bytes.
  const escaped = argument.replaceAll(/['\\\p{C}]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );
  return `$'${escaped}'`;
}
