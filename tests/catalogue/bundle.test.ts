import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildBundle, filesForLearners, findSpoilers } from '../../catalogue/bundle';
import { bundleName } from '../../model/exercise';
import { exercisesFolder } from '../../catalogue/check/machine';
import { readFiles, type ExerciseFile } from '../../catalogue/files';
import { readCatalogue } from '../../catalogue/read';
import { catalogue } from '../support/catalogue';
import { givenFolder } from '../support/folder';
import { exercise, hash, withCatalogue } from './catalogueFiles';

const texts: Record<string, string> = {
  'exercise.yml': 'id: stars\n',
  'hashes.txt': `${hash}\n`,
  'instructions.md': '# Count the stars\n',
  'setup.sh': 'echo 17 >sky\n',
  'verify.sh': 'exit 1\n',
  'sky/north.txt': '☆☆\n',
  'sky/south.txt': '☆\n',
  'solution/solve.sh': 'echo 3\n',
};
const lab = Buffer.from('umask 022\n');

/** The exercise in a new folder, whose files are created in the given order, with a mode. */
function given(paths: string[], mode: number, time: number): Promise<{ files: ExerciseFile[] }> {
  const dir = givenFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), texts[path]!);
    chmodSync(join(dir, path), mode);
    utimesSync(join(dir, path), time, time);
  }
  return readFiles(dir);
}

const paths = Object.keys(texts);
const build = async (...args: Parameters<typeof given>) =>
  buildBundle('stars', (await given(...args)).files, lab);

/** Unpacks an archive with the `tar` of this machine. */
function unpack(archive: Buffer): string {
  const dir = givenFolder();
  execFileSync('tar', ['-xzf', '-', '-C', dir], { input: archive });
  return dir;
}

describe('a bundle', () => {
  it('has the same bytes for the same files, whatever else the folder has', async () => {
    const bundle = await build(paths, 0o644, 0);
    expect(await build(paths.toReversed(), 0o755, 1_700_000_000)).toEqual(bundle);
    expect(bundleName(bundle.sha256)).toBe(`${bundle.sha256}.tar.gz`);
  });

  // CI runs this test with every supported version of Node.js. Their versions of zlib differ.
  it('has the same bytes on every machine', async () => {
    const { sha256 } = await build(paths, 0o644, 0);
    expect(sha256).toBe('284799378d23a3ddab4fe1646c981e77b0cb65b7f3fa746379c2587af196e2a8');
  });

  it.each(paths.filter((path) => !/^(exercise|hashes|solution)/.test(path)))(
    'has other bytes for another %s',
    async (path) => {
      const { files } = await given(paths, 0o644, 0);
      const changed = files.map((file) =>
        file.path === path ? { path, bytes: Buffer.from('other') } : file,
      );
      const { sha256 } = await buildBundle('stars', files, lab);
      expect((await buildBundle('stars', changed, lab)).sha256).not.toBe(sha256);
    },
  );

  it('is unpacked by tar to the files for learners, in the layout of the repository', async () => {
    const { archive } = await build(paths, 0o600, 0);
    const dir = unpack(archive);
    const { files } = await readFiles(dir);
    expect(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes.toString()]))).toEqual({
      'catalogue/lab.sh': 'umask 022\n',
      'exercises/stars/instructions.md': texts['instructions.md'],
      'exercises/stars/setup.sh': texts['setup.sh'],
      'exercises/stars/sky/north.txt': texts['sky/north.txt'],
      'exercises/stars/sky/south.txt': texts['sky/south.txt'],
      'exercises/stars/verify.sh': texts['verify.sh'],
    });
    expect(statSync(join(dir, 'exercises/stars/setup.sh')).mode & 0o777).toBe(0o644);
  });

  it('may have files with long paths', async () => {
    const path = `${'long/'.repeat(40)}file.txt`;
    const { archive } = await buildBundle('stars', [{ path, bytes: Buffer.from('x') }], lab);
    expect(readFileSync(join(unpack(archive), 'exercises/stars', path), 'utf8')).toBe('x');
  });

  it('has at most a megabyte', () =>
    withCatalogue(
      { ...exercise('stars', 10), 'stars/noise': randomBytes(1_000_000) },
      async (dir) => {
        await expect(readCatalogue(dir)).rejects.toThrow(
          /^exercises\/stars: has 100\d{4} bytes when compressed; the maximum is 1000000$/,
        );
      },
    ));
});

describe('a bundle of the catalogue', () => {
  it.each(catalogue.map(({ id, bundle }) => [id, bundle] as const))(
    '%s has no card, answers or solution, and its scripts run',
    (id, { archive }) => {
      const dir = unpack(archive);
      const listed = execFileSync('tar', ['-tzf', '-'], { input: archive, encoding: 'utf8' });
      const own = listed.trim().split('\n');
      expect(own.filter((path) => /exercise\.yml|hashes\.txt|solution/.test(path))).toEqual([]);
      expect(own).toContain(`exercises/${id}/instructions.md`);
      const script = join(
        dir,
        'exercises',
        id,
        own.some((p) => p.endsWith('/setup.sh')) ? 'setup.sh' : 'verify.sh',
      );
      expect(() => execFileSync('bash', [script], { stdio: 'pipe' })).toThrow(
        `usage: bash ${script} DIR`,
      );
    },
  );
});

describe('a file for learners is refused, by its name, if it', () => {
  const solve = [
    '#!/usr/bin/env bash',
    'lab=$(pwd)',
    'source "$lab/../../catalogue/lab.sh"',
    'enter "$@"',
    '',
    '# Counts.',
    'grep -c star sky.txt >answer.txt',
    'echo counted',
    '',
  ].join('\n');
  const spoilersOf = (path: string, text: string, solution = solve) =>
    findSpoilers(
      [
        { path, bytes: Buffer.from(text) },
        { path: 'solution/solve.sh', bytes: Buffer.from(solution) },
        { path: 'hashes.txt', bytes: Buffer.from(hash) },
        { path: 'exercise.yml', bytes: Buffer.from(hash) },
      ],
      ['f'.repeat(64), hash],
    );
  const fault = (what: string) => `contains ${what}, and learners receive this file`;

  it.each([
    ['contains an answer', `echo ${hash}\n`],
    ['contains an answer in capitals', `see ${hash.toUpperCase()}.`],
    ['contains an answer between bytes that are not text', `\u0000${hash}\u00ff`],
  ])('%s', (_, text) => {
    for (const file of ['instructions.md', 'setup.sh', 'keys/a.pem']) {
      expect(spoilersOf(file, text)).toEqual([{ file, fault: fault('an answer') }]);
    }
  });

  it.each([
    ['is the solution', solve],
    ['contains the solution', `begin "$@"\necho start\n${solve}echo end\n`],
    [
      'contains the solution with another indentation and other comments',
      'if true; then\n  grep -c star sky.txt >answer.txt\n  # now\n  echo counted\nfi\n',
    ],
    [
      'contains the solution with line ends of Windows',
      'grep -c star sky.txt >answer.txt\r\necho counted\r\n',
    ],
  ])('%s', (_, text) => {
    expect(spoilersOf('lib/old.sh', text)).toEqual([
      { file: 'lib/old.sh', fault: fault('the solution') },
    ]);
  });

  it('contains another file of the solution', () => {
    const files = [
      { path: 'setup.sh', bytes: Buffer.from('echo a\nsort -u "$1"\n') },
      { path: 'solution/sorted.sh', bytes: Buffer.from('#!/bin/sh\nsort -u "$1"\n') },
      { path: 'solution/empty', bytes: Buffer.from('\n') },
    ];
    expect(findSpoilers(files, [])).toEqual([{ file: 'setup.sh', fault: fault('the solution') }]);
  });

  it.each([
    ['a part of the solution', 'echo counted\n', solve],
    ['a longer command', 'sort "$1" | uniq\n', 'sort "$1"\n'],
    ['the lines that all scripts begin with', solve, '#!/bin/sh\nenter "$@"\n'],
  ])('but not for %s', (_, text, solution) => {
    expect(spoilersOf('setup.sh', text, solution)).toEqual([]);
  });

  it('and readCatalogue reports it', () =>
    withCatalogue({ ...exercise('stars', 10), 'stars/notes/a.txt': hash }, async (dir) => {
      await expect(readCatalogue(dir)).rejects.toMatchObject({
        problems: [`exercises/stars/notes/a.txt: ${fault('an answer')}`],
      });
    }));

  it.each(catalogue.map(({ id, answers }) => [id, answers] as const))(
    'which no file of %s is',
    async (id, { hashes }) => {
      const { files } = await readFiles(join(exercisesFolder, id));
      expect(filesForLearners(files).length).toBeGreaterThan(1);
      expect(findSpoilers(files, hashes)).toEqual([]);
    },
  );
});
