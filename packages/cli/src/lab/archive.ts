import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { Failure, hasCode } from '../failure';
import { printable } from '../output/printable';

/** The archive's contents have at most this size, headers included. */
export const UNPACKED_MAX_BYTES = 50_000_000;

export const ENTRIES_MAX = 2_000;

/** A file of a lab. */
export interface LabFile {
  /** Relative, with slashes. None leads out of the folder, and none is a parent of another. */
  readonly path: string;
  readonly content: Buffer;
}

/** Extended attributes that change nothing but a name or a time. */
const HARMLESS_ATTRIBUTES = new Set(['path', 'mtime', 'atime', 'ctime']);

/**
 * Reads the archive of a lab, and writes nothing. It has only regular files and folders, all of them
 * the lab's own, and no name that a system could take for another.
 *
 * @throws Failure `BadArchive` for any other archive
 */
export async function readArchive(archive: Buffer, exerciseId: string): Promise<LabFile[]> {
  const files: LabFile[] = [];
  const names = new Names();
  let entries = 0;
  try {
    const reader = extract();
    reader.end(await unzip(archive));
    for await (const entry of reader) {
      entries += 1;
      if (entries > ENTRIES_MAX) throw bad(`it has more than ${ENTRIES_MAX} entries`);
      const { header } = entry;
      const path = pathOf(header, exerciseId);
      const kind = header.type === 'directory' ? 'folder' : 'file';
      names.add(path, kind);
      const content = await buffer(entry);
      if (kind === 'file') files.push({ path, content });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw bad('it is damaged');
  }
  for (const path of needed(exerciseId)) {
    if (!files.some((file) => file.path === path)) throw bad(`${path} is missing`);
  }
  return files;
}

const needed = (exerciseId: string): string[] => [
  'catalogue/lab.sh',
  `exercises/${exerciseId}/instructions.md`,
  `exercises/${exerciseId}/verify.sh`,
];

const bad = (reason: string): Failure =>
  new Failure('BadArchive', `The archive of this lab is refused: ${reason}. Nothing was unpacked.`);

async function unzip(archive: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(archive, { maxOutputLength: UNPACKED_MAX_BYTES });
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) {
      throw bad(`it unpacks to more than ${UNPACKED_MAX_BYTES / 1_000_000} MB`);
    }
    throw error;
  }
}

/** The path of an entry, without the slash at the end of a folder. */
function pathOf(header: Header, exerciseId: string): string {
  const { name, type, size = 0 } = header;
  if (type !== 'file' && type !== 'directory') {
    throw bad(`${shown(name)} is neither a regular file nor a folder`);
  }
  if (!Number.isSafeInteger(size) || size < 0 || (type === 'directory' && size > 0)) {
    throw bad(`${shown(name)} has an invalid size`);
  }
  if (Object.keys(header.pax ?? {}).some((attribute) => !HARMLESS_ATTRIBUTES.has(attribute))) {
    throw bad(`${shown(name)} has extended attributes`);
  }
  const path = type === 'directory' ? name.replace(/\/$/, '') : name;
  if (!isPlain(path)) throw bad(`${shown(name)} is not an allowed name`);
  if (!isPartOf(path, type, exerciseId)) throw bad(`${shown(name)} is not part of the lab`);
  return path;
}

/** Names are quoted, so that none can act on the terminal. */
const shown = (name: string): string => JSON.stringify(printable(name.slice(0, 100)));

/** Whether every system takes a path for the same file below the folder. */
const isPlain = (path: string): boolean =>
  path.length <= 400 &&
  path.split('/').every(
    (part) =>
      part !== '' &&
      part !== '.' &&
      part !== '..' &&
      Buffer.byteLength(part) <= 255 &&
      // Control and format characters, what was not UTF-8, and what is special on Windows.
      !/[\p{C}\p{Zl}\p{Zp}\uFFFD\\:*?"<>|]|[ .]$/u.test(part),
  );

function isPartOf(path: string, type: 'file' | 'directory', exerciseId: string): boolean {
  const own = `exercises/${exerciseId}`;
  if (path === 'catalogue/lab.sh') return type === 'file';
  if (['catalogue', 'exercises', own].includes(path)) return type === 'directory';
  return path.startsWith(`${own}/`);
}

/** The names so far, by how a Mac's disk compares them. */
class Names {
  readonly #known = new Map<string, { path: string; kind: 'file' | 'folder'; listed: boolean }>();

  /** @throws Failure if another entry has this name, or one that differs only in its case */
  add(path: string, kind: 'file' | 'folder'): void {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      this.#enter(parts.slice(0, depth).join('/'), 'folder', false);
    }
    this.#enter(path, kind, true);
  }

  #enter(path: string, kind: 'file' | 'folder', listed: boolean): void {
    const folded = path.normalize('NFC').toLowerCase().normalize('NFC');
    const known = this.#known.get(folded);
    if (!known) {
      this.#known.set(folded, { path, kind, listed });
      return;
    }
    const isTwice = listed && known.listed;
    if (known.path !== path || known.kind !== kind || isTwice) {
      throw bad(`it has ${shown(path)} twice`);
    }
    known.listed ||= listed;
  }
}
