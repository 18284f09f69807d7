import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ENTRIES_MAX, readArchive, UNPACKED_MAX_BYTES } from '../src/lab/archive';
import { archiveOf, smallLab, tarOf, type Entry, type EntryHeader } from './bundles';
import { givenSignedIn, write } from './givenLearner';
import { givenServer } from './givenServer';
import { treeOf } from './tree';

const ID = 'greet-everyone';
const own = `exercises/${ID}`;

const withEntries = (...more: Entry[]): Promise<Buffer> => archiveOf([...smallLab(ID), ...more]);

const header = (more: Partial<EntryHeader>): EntryHeader => ({
  name: `${own}/x`,
  size: 0,
  ...more,
});

/** A header with its own checksum, for what no library writes. */
function rawHeader(name: string, { type = '0', size = 0, prefix = '' } = {}): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.fill(' ', 148, 156);
  block.write(type, 156);
  block.write('ustar\0' + '00', 257);
  block.write(prefix, 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A file with raw headers in front of the lab's own. */
const withRaw = async (...blocks: Buffer[]): Promise<Buffer> =>
  gzipSync(Buffer.concat([...blocks, await tarOf(smallLab(ID))]));

const pax = (name: string, attributes: Record<string, string>): Buffer[] => {
  const lines = Object.entries(attributes).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const length = Buffer.byteLength(rest);
    const digits = String(length + String(length).length).length;
    return `${length + digits}${rest}`;
  });
  const body = Buffer.from(lines.join(''));
  const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
  return [rawHeader('pax', { type: 'x', size: body.length }), body, padding, rawHeader(name)];
};

const cases: [string, () => Promise<Buffer> | Buffer][] = [
  ['a name that leads out', () => withEntries(['../evil', 'x'])],
  ['a name that leads out of the lab', () => withEntries([`${own}/../../../evil`, 'x'])],
  ['a name with a dot', () => withEntries([`${own}/./x`, 'x'])],
  ['an empty part of a name', () => withEntries([`${own}//x`, 'x'])],
  ['an absolute name', () => withEntries(['/tmp/evil', 'x'])],
  ['an absolute name of the lab', () => withEntries([`/${own}/x`, 'x'])],
  ['a backslash', () => withEntries([`${own}\\..\\..\\x`, 'x'])],
  ['a drive', () => withEntries([`${own}/C:x`, 'x'])],
  ['a control character', () => withEntries([`${own}/a\u001b[2Jx`, 'x'])],
  ['a reversed name', () => withEntries([`${own}/a\u202ehs.x`, 'x'])],
  ['a dot at the end', () => withEntries([`${own}/x.`, 'x'])],
  ['a name that is not UTF-8', () => withRaw(rawHeader(`${own}/\u0000`), brokenName())],
  ['another exercise', () => withEntries(['exercises/other-lab/verify.sh', 'x'])],
  ['an exercise with a longer id', () => withEntries([`${own}-2/verify.sh`, 'x'])],
  ['another file of the catalogue', () => withEntries(['catalogue/other.sh', 'x'])],
  ['a file at the top', () => withEntries(['lab.json', 'x'])],
  ['a file instead of a folder', () => archiveOf([[own, 'x'], ...smallLab(ID)])],
  [
    'a folder instead of lab.sh',
    () => withEntries([header({ name: 'catalogue/lab.sh/', type: 'directory' }), '']),
  ],
  [
    'a symbolic link',
    () => withEntries([header({ type: 'symlink', linkname: '/etc/passwd' }), '']),
  ],
  ['a hard link', () => withEntries([header({ type: 'link', linkname: '../../../evil' }), ''])],
  [
    'a hard link inside',
    () => withEntries([header({ type: 'link', linkname: `${own}/verify.sh` }), '']),
  ],
  ['a character device', () => withEntries([header({ type: 'character-device' }), ''])],
  ['a block device', () => withEntries([header({ type: 'block-device' }), ''])],
  ['a pipe', () => withEntries([header({ type: 'fifo' }), ''])],
  ['a contiguous file', () => withRaw(rawHeader(`${own}/x`, { type: '7' }))],
  ['an unknown type', () => withRaw(rawHeader(`${own}/x`, { type: 'Z' }))],
  [
    'a folder with a content',
    () => withRaw(rawHeader(`${own}/x/`, { type: '5', size: 512 }), Buffer.alloc(512)),
  ],
  ['the same name twice', () => withEntries([`${own}/verify.sh`, 'x'])],
  [
    'the same folder twice',
    () =>
      withEntries(...Array<Entry>(2).fill([header({ name: `${own}/x/`, type: 'directory' }), ''])),
  ],
  ['names that differ only in case', () => withEntries([`${own}/VERIFY.sh`, 'x'])],
  ['folders that differ only in case', () => withEntries([`${own}/a/1`, 'x'], [`${own}/A/2`, 'x'])],
  [
    'names that differ only in their form',
    () => withEntries([`${own}/\u00e9`, 'x'], [`${own}/e\u0301`, 'y']),
  ],
  ['a file that is also a folder', () => withEntries([`${own}/x`, 'x'], [`${own}/x/y`, 'y'])],
  ['a folder that is also a file', () => withEntries([`${own}/x/y`, 'y'], [`${own}/x`, 'x'])],
  ['a name in extended attributes', () => withRaw(...pax(`${own}/x`, { path: '../../evil' }))],
  ['a size in extended attributes', () => withRaw(...pax(`${own}/x`, { size: '1024' }))],
  ['a size that is no number', () => withRaw(...pax(`${own}/x`, { size: 'many' }))],
  ['a link in extended attributes', () => withRaw(...pax(`${own}/x`, { linkpath: '/etc/passwd' }))],
  ['a prefix that leads out', () => withRaw(rawHeader('evil', { prefix: '../..' }))],
  [
    'too many entries',
    () => withEntries(...Array.from({ length: ENTRIES_MAX }, (_, n): Entry => [`${own}/${n}`, ''])),
  ],
  ['too much content', () => withEntries([`${own}/x`, Buffer.alloc(UNPACKED_MAX_BYTES)])],
  ['a bomb', () => gzipSync(Buffer.alloc(2 * UNPACKED_MAX_BYTES))],
  ['nothing', () => archiveOf([])],
  ['no verify.sh', () => archiveOf(smallLab(ID).slice(0, -1))],
  ['no lab.sh', () => archiveOf(smallLab(ID).slice(1))],
  ['a truncated archive', async () => gzipSync((await tarOf(smallLab(ID))).subarray(0, -1_500))],
  ['a truncated compression', async () => (await withEntries()).subarray(0, -20)],
  [
    'a wrong checksum of a header',
    async () => gzipSync((await tarOf(smallLab(ID))).fill('x', 20, 30)),
  ],
  ['no compression', () => tarOf(smallLab(ID))],
  ['no archive', () => gzipSync('Not an archive.'.repeat(1_000))],
];

/** A header whose name has a byte that UTF-8 does not allow. */
function brokenName(): Buffer {
  const block = rawHeader(`${own}/x`);
  block[own.length + 1] = 0xff;
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

describe('an archive', () => {
  it('has the files of a lab, and may have their folders', async () => {
    const folders = ['catalogue/', 'exercises/', `${own}/`, `${own}/files/`].map((name): Entry => [
      { name, type: 'directory' },
      '',
    ]);
    const archive = await archiveOf([...folders, ...smallLab(ID), [`${own}/files/one.txt`, 'one']]);
    const files = await readArchive(archive, ID);
    expect(files.map(({ path }) => path)).toEqual([
      'catalogue/lab.sh',
      `${own}/instructions.md`,
      `${own}/setup.sh`,
      `${own}/verify.sh`,
      `${own}/files/one.txt`,
    ]);
    expect(String(files.at(-1)!.content)).toBe('one');
  });

  it('may have long names, in extended attributes', async () => {
    const path = `${own}/${'long/'.repeat(30)}name`;
    const files = await readArchive(await withEntries([path, 'x']), ID);
    expect(files.at(-1)!.path).toBe(path);
  });

  it.each(cases)('with %s is refused, and nothing is written', async (_, make) => {
    const archive = await make();
    const server = await givenServer();
    server.labs[0]!.archive = archive;
    const learner = await givenSignedIn(server);
    write(learner.folder, { 'mine.txt': 'mine' });
    const { code, stdout, stderr } = await learner.type('start', ID);
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toMatch(/^The archive of this lab is refused: .*\. Nothing was unpacked\.\n$/);
    expect(stderr.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(treeOf(learner.folder)).toEqual({ 'mine.txt': 'mine' });
    expect(Object.keys(treeOf(learner.home)).filter((path) => !path.startsWith('.config'))).toEqual(
      [],
    );
  });
});
