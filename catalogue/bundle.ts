import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'fflate';
import { pack } from 'tar-stream';
import { CARD, HASHES } from './fileNames';
import type { ExerciseFile, FileFault } from './files';

/** The archive that learners of an exercise download. */
export interface Bundle {
  readonly archive: Buffer;
  /** SHA-256 of the archive in lowercase hex. */
  readonly sha256: string;
}

/** The content type of a bundle. Without an encoding, so that no client unpacks it by itself. */
export const BUNDLE_TYPE = 'application/gzip';

/** The content of an address never changes, so caches need not revalidate it. */
export const BUNDLE_CACHING = 'public, max-age=31536000, immutable';

/** Maximum size of an archive, in bytes. */
export const BUNDLE_BYTES_MAX = 1_000_000;

const SOLUTION = 'solution/';

const labScript = new URL('./lab.sh', import.meta.url);

/** The script that the scripts of every lab source. */
export const readLabScript = (): Promise<Buffer> => readFile(labScript);

/** The files of an exercise that learners receive. */
export const filesForLearners = (files: readonly ExerciseFile[]): ExerciseFile[] =>
  files.filter(({ path }) => path !== CARD && path !== HASHES && !path.startsWith(SOLUTION));

/**
 * Reports every file for learners that gives an answer or the solution away.
 * @param hashes the answers of all variants
 */
export function findSpoilers(
  files: readonly ExerciseFile[],
  hashes: readonly string[],
): FileFault[] {
  const solutions = files
    .filter(({ path }) => path.startsWith(SOLUTION))
    .map(({ bytes }) => ownLines(bytes))
    .filter((lines) => lines.trim() !== '');
  return filesForLearners(files).flatMap(({ path, bytes }) => {
    const text = bytes.toString('latin1').toLowerCase();
    const lines = ownLines(bytes);
    const spoils = (what: string) => ({
      file: path,
      fault: `contains ${what}, and learners receive this file`,
    });
    return [
      ...(hashes.some((hash) => text.includes(hash)) ? [spoils('an answer')] : []),
      ...(solutions.some((solution) => lines.includes(solution)) ? [spoils('the solution')] : []),
    ];
  });
}

/** The lines of a script without those that all scripts begin with, and without indentation. */
const ownLines = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(#|lab=|source |(enter|begin) )/.test(line))
    .join('\n')
    // With a newline at both ends, so that only whole lines are found in another script.
    .replace(/^|$/g, '\n');

/**
 * Builds the archive. The same files give the same bytes on every machine and with every version of
 * Node.js: names in order, no times and owners, and a compressor in JavaScript, because zlib's
 * output depends on its version and on the processor.
 *
 * The archive has the layout of the repository, so that the scripts find `lab.sh`.
 */
export async function buildBundle(
  id: string,
  files: readonly ExerciseFile[],
  lab: Buffer,
): Promise<Bundle> {
  const entries = [
    { path: 'catalogue/lab.sh', bytes: lab },
    ...filesForLearners(files).map(({ path, bytes }) => ({
      path: `exercises/${id}/${path}`,
      bytes,
    })),
  ];
  const tar = pack();
  for (const { path, bytes } of entries) {
    tar.entry({ name: path, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, bytes);
  }
  tar.finalize();
  const archive = Buffer.from(gzipSync(await buffer(tar), { level: 9, mtime: 0 }));
  return { archive, sha256: createHash('sha256').update(archive).digest('hex') };
}
