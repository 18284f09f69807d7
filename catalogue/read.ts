import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseCard } from './parseCard';
import { findConflicts } from './findConflicts';
import { INSTRUCTIONS_BYTES_MAX, type Card } from './schema';

/**
 * An exercise as the platform sees it: the card in exercise.yml and the text of instructions.md.
 */
export type Exercise = Card & { instructions: string };

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
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw new CatalogueError([`${root}: ${whyUnreadable(error)}`]);
  });
  const strays = entries.filter(
    (entry) => !entry.isDirectory() && !/^README(\.md|\.txt)?$/.test(entry.name),
  );
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);

  const exercises = await Promise.all(
    folders.sort().map((folder) => readExercise(join(dir, folder), `${root}/${folder}`)),
  );
  const problems = [
    ...strays.map(({ name }) => `${root}/${name}: is not an exercise folder; remove it`).sort(),
    ...exercises.flatMap((exercise) => exercise.problems),
    ...findConflicts(exercises),
  ];
  if (problems.length > 0) throw new CatalogueError(problems);
  return exercises
    .flatMap(({ card, instructions }) => (card ? [{ ...card, instructions }] : []))
    .sort((a, b) => a.position - b.position);
}

async function readExercise(dir: string, path: string) {
  const problems: string[] = [];
  const read = (file: string) =>
    readFile(join(dir, file), 'utf8').catch((error: unknown) => {
      problems.push(`${path}/${file}: ${whyUnreadable(error)}`);
      return undefined;
    });

  const yaml = await read('exercise.yml');
  const parsed = yaml === undefined ? { problems: [] } : parseCard(yaml);
  problems.push(...parsed.problems.map((problem) => `${path}/exercise.yml: ${problem}`));

  const instructions = await read('instructions.md');
  if (instructions?.trim() === '') problems.push(`${path}/instructions.md: is empty`);
  const bytes = Buffer.byteLength(instructions ?? '');
  if (bytes > INSTRUCTIONS_BYTES_MAX) {
    problems.push(
      `${path}/instructions.md: has ${bytes} bytes; the maximum is ${INSTRUCTIONS_BYTES_MAX}`,
    );
  }
  for (const script of ['verify.sh', 'solution/solve.sh']) {
    if ((await read(script)) === '') problems.push(`${path}/${script}: is empty`);
  }
  return { path, problems, card: parsed.card, instructions: instructions ?? '' };
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
}
