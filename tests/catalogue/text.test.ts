import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/read';
import { parseText } from '../../catalogue/text';
import { exercise, type Files, withCatalogue } from './catalogueFiles';

const files: Files = {
  ...exercise('stars', 10),
  'stars/setup.sh': 'echo sky\n',
  'stars/lib/words.sh': 'words=sky\n',
};
const paths = [
  'exercise.yml',
  'instructions.md',
  'setup.sh',
  'verify.sh',
  'lib/words.sh',
  'solution/solve.sh',
];
const append = (path: string, ...texts: string[]): Files => ({
  ...files,
  [path]: Buffer.concat([String(files[path]), ...texts].map((text) => Buffer.from(text, 'latin1'))),
});
const linesOf = (path: string): number => String(files[path]).split('\n').length;

const expectRefusal = (changed: Files, ...problems: string[]) =>
  withCatalogue(changed, async (dir) => {
    await expect(readCatalogue(dir)).rejects.toMatchObject({ problems });
  });

describe.each(paths)('%s is refused, with its line, for', (path) => {
  const file = `stars/${path}`;
  const line = linesOf(file) + 1;

  it('a character that nobody sees', () =>
    expectRefusal(
      append(file, '# one\n', '# \u001B[31mtwo\n', '# \u0007three\n'),
      `exercises/${file}: has the invisible character U+001B at line ${line}; remove it`,
    ));

  it('Latin-1', () =>
    expectRefusal(
      append(file, '# one\n', '# gr\u00FCn\n'),
      `exercises/${file}: is not UTF-8 at line ${line}`,
    ));

  it('a byte order mark', () =>
    expectRefusal(
      { ...files, [file]: `\uFEFF${files[file] as string}` },
      `exercises/${file}: begins with a byte order mark; remove it`,
    ));

  it('line ends of Windows', () =>
    expectRefusal(
      { ...files, [file]: String(files[file]).replaceAll('\n', '\r\n') },
      `exercises/${file}: has the invisible character U+000D at line 1; remove it`,
    ));
});

describe('a text', () => {
  it.each([
    ...['0000', '0008', '000B', '000C', '001F', '007F', '0085', '061C', '200B', '200E', '200F'],
    ...['2028', '2029', '202A', '202E', '2060', '2066', '2069', 'FEFF'],
  ])('must not have U+%s', (code) => {
    const character = String.fromCodePoint(Number.parseInt(code, 16));
    expect(parseText(Buffer.from(`first\nse${character}cond\nthird\n`))).toEqual({
      problems: [`has the invisible character U+${code} at line 2; remove it`],
    });
  });

  it('may have any visible character, and those that join and separate letters', () => {
    const text = '\ttab, é, ज्ञ, 星, 👩‍🚀, می‌خواهم\n';
    expect(parseText(Buffer.from(text))).toEqual({ text, problems: [] });
  });

  it.each([
    ['a first line', [0xff, 0x0a], 1],
    ['a last line without an end', [0x0a, 0x0a, 0xc3], 3],
    ['a character that continues on the next line', [0x61, 0x0a, 0xc3, 0x0a, 0xa9], 2],
    ['a letter with more bytes than it needs', [0xc1, 0xa1], 1],
  ])('must be UTF-8, to the byte: %s', (_, bytes, line) => {
    expect(parseText(Uint8Array.from(bytes))).toEqual({
      problems: [`is not UTF-8 at line ${line}`],
    });
  });
});

it.each(['title', 'summary'])('the %s must not hide a character in an escape sequence', (field) =>
  expectRefusal(
    {
      ...files,
      'stars/exercise.yml': String(files['stars/exercise.yml']).replace(
        new RegExp(`^${field}: .*`, 'm'),
        String.raw`${field}: "a \u202Eb"`,
      ),
    },
    `exercises/stars/exercise.yml: ${field} must not have invisible characters`,
  ),
);
