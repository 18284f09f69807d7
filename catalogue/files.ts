import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A regular file of an exercise. */
export interface ExerciseFile {
  /** Path relative to the exercise's folder, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** What is wrong with a file of an exercise. */
export interface FileFault {
  readonly file: string;
  readonly fault: string;
}

/** Names that every system can store, and that every terminal shows as they are. */
const PORTABLE_NAME = /^[A-Za-z0-9._-]+$/;

/**
 * Every file of an exercise, ordered by path. Hidden files belong to tools, such as `.DS_Store` and
 * `.idea`, and are skipped.
 *
 * @returns `faults`: everything that cannot be a file of an exercise
 */
export async function readFiles(
  dir: string,
): Promise<{ files: ExerciseFile[]; faults: FileFault[] }> {
  const files: ExerciseFile[] = [];
  const faults: FileFault[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(dir, folder), { withFileTypes: true });
    for (const entry of entries.filter(({ name }) => !isHidden(name))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const blame = (fault: string) =>
        void faults.push({ file: path.replace(/[^ -~]/gu, '?'), fault });
      if (!PORTABLE_NAME.test(entry.name)) {
        blame('has a name with characters other than letters, digits, ".", "_" and "-"');
        continue;
      }
      try {
        if (entry.isDirectory()) await visit(path);
        else if (entry.isFile()) files.push({ path, bytes: await readFile(join(dir, path)) });
        else blame('is not a regular file');
      } catch (error) {
        blame(whyUnreadable(error));
      }
    }
  };
  await visit('');
  // By code unit, which no locale changes.
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files,
    faults: [...faults.sort((a, b) => (a.file < b.file ? -1 : 1)), ...clashes(files)],
  };
}

/** Files that a Mac's disk takes for one. */
const clashes = (files: readonly ExerciseFile[]): FileFault[] =>
  files.flatMap(({ path }, index) => {
    const other = files
      .slice(0, index)
      .find((each) => each.path.toLowerCase() === path.toLowerCase());
    return other ? [{ file: path, fault: `differs from ${other.path} only in case` }] : [];
  });

/** Why a file or folder cannot be read. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
}

/** Whether a file or folder belongs to a tool rather than to an author. */
export const isHidden = (name: string): boolean => name.startsWith('.');
