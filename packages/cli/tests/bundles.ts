import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

/** A file of an archive: its path and content, or a header for anything else. */
export type Entry = readonly [string | EntryHeader, string | Buffer];

export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const [header, content] of entries) {
    archive.entry(typeof header === 'string' ? { name: header } : header, content);
  }
  archive.finalize();
  return buffer(archive);
}

export const archiveOf = async (entries: readonly Entry[]): Promise<Buffer> =>
  gzipSync(await tarOf(entries));

export const sha256Of = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export const labScript: Entry = [
  'catalogue/lab.sh',
  readFileSync(`${root}catalogue/lab.sh`, 'utf8'),
];

const head = `#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "\${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
`;

/** A lab that is solved once `greeting.txt` says hello. */
export const smallLab = (id: string): Entry[] => [
  labScript,
  [`exercises/${id}/instructions.md`, `Greet everyone in \`greeting.txt\`.\n`],
  [
    `exercises/${id}/setup.sh`,
    `${head}begin "$@"\nprintf 'variant %s\\n' "$variant" >greeting.txt\nmkdir empty\n`,
  ],
  [
    `exercises/${id}/verify.sh`,
    `${head}enter "$@"\ngrep -q hello greeting.txt || wrong 'greeting.txt does not say hello'\nanswer greeted\n`,
  ],
];

/** What `verify.sh` of a lab prints for a canonical hash and a challenge. */
export const personalHash = (canonical: string, challenge: string): string =>
  sha256Of(`${canonical}:${challenge}`);

/** The hash of `smallLab` before it is made personal. */
export const canonicalHash = (id: string): string => sha256Of(`akasha-labs/${id}\ngreeted\n`);

/** Ids of the labs in this repository. */
export const realLabs = readdirSync(`${root}exercises`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The files of a lab in this repository that a learner downloads. */
export function realLab(id: string): Entry[] {
  const folder = `${root}exercises/${id}`;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .filter((path) => path !== 'exercise.yml' && !path.startsWith('solution/'))
    .sort();
  return [
    labScript,
    ...files.map((path): Entry => [`exercises/${id}/${path}`, readFileSync(`${folder}/${path}`)]),
  ];
}

export const solutionOf = (id: string): string => `${root}exercises/${id}/solution/solve.sh`;
