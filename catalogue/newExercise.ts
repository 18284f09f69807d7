import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXERCISE_ID_PATTERN, EXERCISE_ID_RULE } from '../model/exercise';
import { readFiles } from './files';
import { CatalogueError, readCatalogue } from './read';
import { writeHashes } from './writeHashes';

const template = fileURLToPath(new URL('./template', import.meta.url));

/** Distance between positions, so that an exercise can be put between two others. */
const POSITION_STEP = 10;

/**
 * Creates the folder of an exercise from the template: a working one, for the author to change.
 *
 * @param catalogue folder of the catalogue
 * @throws CatalogueError for an id that is invalid or taken
 */
export async function newExercise(catalogue: string, id: string): Promise<void> {
  if (!new RegExp(EXERCISE_ID_PATTERN).test(id)) throw new CatalogueError([EXERCISE_ID_RULE]);
  const exercises = await readCatalogue(catalogue);
  const dir = join(catalogue, id);
  const last = Math.max(0, ...exercises.map(({ position }) => position));
  const values: Record<string, string> = {
    id,
    title: id[0]!.toUpperCase() + id.slice(1).replaceAll('-', ' '),
    position: String(last + POSITION_STEP),
  };
  await mkdir(dir).catch(() => {
    throw new CatalogueError([`exercises/${id}: exists already`]);
  });
  const { files } = await readFiles(template);
  for (const { path, bytes } of files) {
    const text = bytes.toString().replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]!);
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  await writeHashes(dir, `exercises/${id}`);
}
