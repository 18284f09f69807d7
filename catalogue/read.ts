import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readLabScript } from './bundle';
import { isHidden, whyUnreadable } from './files';
import { findConflicts } from './findConflicts';
import { readExercise, type Exercise } from './readExercise';

export type { Exercise } from './readExercise';

/** All problems of a catalogue: one line per problem, starting with its file. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads every exercise in a folder such as `exercises`, ordered by position. */
export async function readCatalogue(dir: string): Promise<Exercise[]> {
  const root = basename(resolve(dir));
  const all = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw new CatalogueError([`${root}: ${whyUnreadable(error)}`]);
  });
  const entries = all.filter(({ name }) => !isHidden(name));
  const strays = entries.filter(
    (entry) => !entry.isDirectory() && !/^README(\.md|\.txt)?$/.test(entry.name),
  );
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);

  const lab = await readLabScript();
  const exercises = await Promise.all(
    folders.sort().map((folder) => readExercise(join(dir, folder), `${root}/${folder}`, lab)),
  );
  const problems = [
    ...strays.map(({ name }) => `${root}/${name}: is not an exercise folder; remove it`).sort(),
    ...exercises.flatMap((exercise) => exercise.problems),
    ...findConflicts(exercises),
  ];
  if (problems.length > 0) throw new CatalogueError(problems);
  return exercises
    .flatMap(({ exercise }) => exercise ?? [])
    .sort((a, b) => a.position - b.position);
}
