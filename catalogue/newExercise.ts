import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { CARD } from './fileNames';
import { readFiles } from './files';
import { CatalogueError, readCatalogue } from './read';
import { writeHashes } from './writeHashes';

const template = fileURLToPath(new URL('./template', import.meta.url));

/** What the template leaves open, by name. */
type Values = Readonly<Record<string, string | number>>;

/** Distance between positions, so that an exercise can be put between two others. */
const POSITION_STEP = 10;

/**
 * Creates the folder of an exercise from the template: a working one, for the author to change.
 *
 * @param catalogue folder of the catalogue
 * @param id a valid id
 * @throws CatalogueError if the id is taken
 */
export async function newExercise(catalogue: string, id: string): Promise<void> {
  const exercises = await readCatalogue(catalogue);
  const dir = join(catalogue, id);
  const last = Math.max(0, ...exercises.map(({ position }) => position));
  const values: Values = {
    id,
    title: id[0]!.toUpperCase() + id.slice(1).replaceAll('-', ' '),
    position: last + POSITION_STEP,
  };
  await mkdir(dir).catch((error: NodeJS.ErrnoException) => {
    const { code = 'unknown' } = error;
    const reason = code === 'EEXIST' ? 'exists already' : `cannot be created (${code})`;
    throw new CatalogueError([`exercises/${id}: ${reason}`]);
  });
  try {
    await writeTemplate(dir, values);
    await writeHashes(dir, `exercises/${id}`);
  } catch (error) {
    await rm(dir, { recursive: true });
    throw error;
  }
}

async function writeTemplate(dir: string, values: Values): Promise<void> {
  const { files } = await readFiles(template);
  for (const { path, bytes } of files) {
    const text = bytes.toString().replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name]!;
      // YAML takes the id `123` for a number, unless it is quoted.
      return path === CARD ? stringify(value).trim() : String(value);
    });
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}
