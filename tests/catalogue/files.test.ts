import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFiles } from '../../catalogue/files';
import { readCatalogue } from '../../catalogue/read';
import { givenFolder } from '../support/folder';
import { exercise, withCatalogue } from './catalogueFiles';

/** @returns a folder with empty files */
function folderWith(...paths: (string | Buffer)[]): string {
  const dir = givenFolder();
  for (const path of paths) {
    if (typeof path === 'string') mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from(path)]), '');
  }
  return dir;
}

const pathsOf = async (dir: string) => (await readFiles(dir)).files.map(({ path }) => path);

describe('the files of an exercise', () => {
  it('are read from all folders, in the order of their paths', async () => {
    const dir = folderWith('b.txt', 'a/b/c.txt', 'a.txt', 'a/B.txt', 'a-b.txt');
    expect(await pathsOf(dir)).toEqual(['a-b.txt', 'a.txt', 'a/B.txt', 'a/b/c.txt', 'b.txt']);
  });

  it('do not include hidden files and folders', async () => {
    const dir = folderWith('.DS_Store', '.idea/x.xml', 'a/.DS_Store', 'a/b/.git/config', 'a/x.txt');
    symlinkSync('/etc/passwd', join(dir, '.link'));
    expect(await readFiles(dir)).toMatchObject({ files: [{ path: 'a/x.txt' }], faults: [] });
  });

  it('do not include links, whether to a file, to a folder or to nothing', async () => {
    const dir = folderWith('a/x.txt');
    symlinkSync('x.txt', join(dir, 'a/file'));
    symlinkSync('a', join(dir, 'folder'));
    symlinkSync('none', join(dir, 'nothing'));
    expect(await readFiles(dir)).toMatchObject({
      files: [{ path: 'a/x.txt' }],
      faults: ['a/file', 'folder', 'nothing'].map((file) => ({
        file,
        fault: 'is not a regular file',
      })),
    });
  });

  it('do not include sockets', async () => {
    const dir = folderWith();
    const server = createServer().listen(join(dir, 'agent'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect(await readFiles(dir)).toEqual({
      files: [],
      faults: [{ file: 'agent', fault: 'is not a regular file' }],
    });
  });

  it.each<[what: string, name: string | Buffer, shown: string]>([
    ['a space', 'a b.txt', 'a b.txt'],
    ['a newline', 'a\nb.txt', 'a?b.txt'],
    ['an accent', 'caf\u00e9.txt', 'caf?.txt'],
    ['a byte that is not UTF-8', Buffer.from('caf\u00e9.txt', 'latin1'), 'caf?.txt'],
    ['a mark that reorders text', 'a\u202eb.txt', 'a?b.txt'],
    ['a colon', 'a:b.txt', 'a:b.txt'],
  ])('must not have %s in their names', async (_, name, shown) => {
    const fault = 'has a name with characters other than letters, digits, ".", "_" and "-"';
    expect(await readFiles(folderWith(name))).toEqual({
      files: [],
      faults: [{ file: shown, fault }],
    });
  });

  // Such names cannot be created on the disk of a Mac.
  it.skipIf(process.platform === 'darwin')('must not differ only in case', async () => {
    const { faults } = await readFiles(folderWith('a/Key.pem', 'a/key.pem', 'a/keys.pem'));
    expect(faults).toEqual([{ file: 'a/key.pem', fault: 'differs from a/Key.pem only in case' }]);
  });
});

describe('a catalogue', () => {
  it('is read without what tools leave in it', async () => {
    const tools = ['.DS_Store', '.idea/x.xml', 'stars/.DS_Store', 'stars/solution/.idea/x.xml'];
    const stars = exercise('stars', 10);
    const read = async (files: typeof stars) => {
      let exercises: unknown;
      await withCatalogue(files, async (dir) => {
        exercises = await readCatalogue(dir);
      });
      return exercises;
    };
    expect(
      await read({ ...stars, ...Object.fromEntries(tools.map((path) => [path, 'x'])) }),
    ).toEqual(await read(stars));
  });

  it('names every link, in the exercise that has it', () =>
    withCatalogue(exercise('stars', 10), async (dir) => {
      symlinkSync('/etc/passwd', join(dir, 'stars/passwd'));
      symlinkSync('stars', join(dir, 'moons'));
      await expect(readCatalogue(dir)).rejects.toMatchObject({
        problems: [
          'exercises/moons: is not an exercise folder; remove it',
          'exercises/stars/passwd: is not a regular file',
        ],
      });
    }));
});
