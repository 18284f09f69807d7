import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A regular file of an exercise. */
export interface ExerciseFile {
  /** Path relative to the exercise's folder, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Every file of an exercise, ordered by path. Hidden files belong to tools, such as `.DS_Store` and
 * `.idea`, and are skipped.
 *
 * @returns `strays`: paths of everything that is neither a regular file nor a folder
 */
export async function readFiles(dir: string): Promise<{ files: ExerciseFile[]; strays: string[] }> {
  const files: ExerciseFile[] = [];
  const strays: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(dir, folder), { withFileTypes: true });
    for (const entry of entries.filter(({ name }) => !isHidden(name))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) files.push({ path, bytes: await readFile(join(dir, path)) });
      else strays.push(path);
    }
  };
  await visit('');
  // By code unit, which no locale changes.
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, strays: strays.sort() };
}

/** Whether a file or folder belongs to a tool rather than to an author. */
export const isHidden = (name: string): boolean => name.startsWith('.');
