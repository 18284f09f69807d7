import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, formatHashes } from '../../catalogue/hashes';
import { readLabScript } from '../../catalogue/bundle';
import { readCatalogue } from '../../catalogue/read';
import { exercise, type Files, hash, withCatalogue } from './catalogueFiles';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const hashes = [hash, sha256('1'), sha256('2')];
const digest = sha256('other files');
const card = (variants: number, first = hash) => ({
  verification: { kind: 'ANSWER', hash: first, variants },
});
const stars = (text: string | undefined, variants = hashes.length): Files => ({
  ...exercise('stars', 10, card(variants)),
  'stars/hashes.txt': text,
});
const advice = '; run: pnpm catalogue hashes stars';
const file = 'exercises/stars/hashes.txt';
const written = formatHashes(hashes, digest);

describe('hashes.txt is refused, with the command that writes it, if it', () => {
  const list = (...all: string[]) => formatHashes(all, digest);
  const incomplete = 'does not list the 3 variants';
  it.each<[what: string, text: string | undefined, fault: string]>([
    ['is missing', undefined, 'is missing'],
    ['is empty', '', incomplete],
    ['is too short', list(...hashes.slice(1)), incomplete],
    ['is too long', list(...hashes, sha256('3')), incomplete],
    ['has no first line', `${hashes.join('\n')}\n`, incomplete],
    ['has another first line', written.replace('# Written', '# Made'), incomplete],
    ['names no files', written.replace(digest, ''), incomplete],
    ['has a gap', written.replace(hashes[1]!, `\n${hashes[1]!}`), incomplete],
    ['has a word that is not hexadecimal', list(hash, 'g'.repeat(64), hashes[2]!), incomplete],
    ['has capitals', list(hash, hashes[1]!.toUpperCase(), hashes[2]!), incomplete],
    ['has line ends of Windows', written.replaceAll('\n', '\r\n'), incomplete],
    ['lists a hash twice', list(hash, hashes[1]!, hashes[1]!), 'lists a hash twice'],
    [
      'begins with another hash',
      list(hashes[1]!, hash, hashes[2]!),
      'begins with another hash than exercise.yml',
    ],
  ])('%s', (_, text, fault) =>
    withCatalogue(stars(text), async (dir) => {
      await expect(readCatalogue(dir)).rejects.toMatchObject({
        problems: [`${file}: ${fault}${advice}`],
      });
    }),
  );

  it('has line ends of Windows, and one variant', () =>
    withCatalogue(stars(formatHashes([hash], digest).replaceAll('\n', '\r\n'), 1), async (dir) => {
      await expect(readCatalogue(dir)).rejects.toThrow(`does not list the 1 variants${advice}`);
    }));
});

describe('the answers', () => {
  const answersOf = async (files: Files) => {
    let answers: unknown;
    await withCatalogue(files, async (dir) => {
      ({ answers } = (await readCatalogue(dir))[0]!);
    });
    return answers;
  };

  it('are those of hashes.txt, and outdated if it was written for other files', async () => {
    expect(await answersOf(stars(written))).toEqual({ hashes, isCurrent: false });
  });

  it('are current if it was written for these files', async () => {
    const files = ['verify.sh', 'solution/solve.sh'].map((path) => ({
      path,
      bytes: Buffer.from(String(stars(written)[`stars/${path}`])),
    }));
    const own = digestOf(files.reverse(), await readLabScript());
    const text = formatHashes(hashes, own);
    expect(await answersOf(stars(text))).toEqual({ hashes, isCurrent: true });
    const changed = { ...stars(text), 'stars/verify.sh': 'exit 2\n' };
    expect(await answersOf(changed)).toEqual({ hashes, isCurrent: false });
  });

  it('of one variant need no hashes.txt', async () => {
    expect(await answersOf(stars(undefined, 1))).toEqual({ hashes: [hash], isCurrent: false });
  });

  it.each(['0'.repeat(64), `${'1'.repeat(32)}e${'1'.repeat(31)}`])(
    'are text in exercise.yml, even if YAML has a number of the form %s',
    async (digits) => {
      const files = stars(formatHashes([digits, ...hashes], digest), 4);
      const yaml = String(files['stars/exercise.yml']).replace(hash, digits);
      expect(yaml).toMatch(new RegExp(`hash: ["']?${digits}`));
      const plain = yaml.replace(/hash: .*/, `hash: ${digits}`);
      expect(await answersOf({ ...files, 'stars/exercise.yml': plain })).toEqual({
        hashes: [digits, ...hashes],
        isCurrent: false,
      });
    },
  );
});

describe('the digest of the files that decide the answers', () => {
  const lab = Buffer.from('lab');
  const paths = ['setup.sh', 'solution/solve.sh', 'variant.sh', 'verify.sh', 'keys/a.pem'];
  const others = ['exercise.yml', 'hashes.txt', 'instructions.md'];
  const given = (changes: Record<string, string> = {}) =>
    [...others, ...paths].sort().map((path) => ({
      path,
      bytes: Buffer.from(changes[path] ?? 'text'),
    }));
  const original = digestOf(given(), lab);

  it.each(paths)('changes with %s', (path) => {
    expect(digestOf(given({ [path]: 'txt' }), lab)).not.toBe(original);
    expect(
      digestOf(
        given().filter((each) => each.path !== path),
        lab,
      ),
    ).not.toBe(original);
  });

  it('changes with lab.sh, and with a name', () => {
    expect(digestOf(given(), Buffer.from('Lab'))).not.toBe(original);
    const renamed = given().map(({ path, bytes }) => ({
      path: path.replace('a.pem', 'b.pem'),
      bytes,
    }));
    expect(digestOf(renamed, lab)).not.toBe(original);
  });

  it('changes when text moves from one file to the next', () => {
    const moved = given({ 'setup.sh': 'text+', 'solution/solve.sh': 'text' });
    expect(digestOf(given({ 'solution/solve.sh': '+text' }), lab)).not.toBe(digestOf(moved, lab));
  });

  it.each(others)('does not change with %s', (path) => {
    expect(digestOf(given({ [path]: 'other' }), lab)).toBe(original);
  });
});
