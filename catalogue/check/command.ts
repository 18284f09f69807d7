import { join } from 'node:path';
import { HASHES } from '../fileNames';
import { readFiles } from '../files';
import { readCatalogue, type Exercise } from '../read';
import { findNewer } from './findNewer';
import { instructionFaults } from './instructions';
import { labFaults, usageFaults } from './labs';
import {
  alpineLinux,
  exercisesFolder,
  hostile,
  learner,
  mac,
  restricted,
  type Kind,
} from './machine';
import { has } from './userlands';

/**
 * Checks one exercise, or all of them, and prints what is wrong.
 *
 * @param id undefined for all exercises
 * @returns the exit status
 * @throws CatalogueError if the files themselves cannot be read
 */
export async function check(id: string | undefined): Promise<number> {
  const exercises = (await readCatalogue(exercisesFolder)).filter(
    (exercise) => id === undefined || exercise.id === id,
  );
  if (exercises.length === 0) {
    console.error(`exercises/${id}: is missing`);
    return 1;
  }
  const kinds: Kind[] = [hostile, mac, restricted, ...(has('busybox') ? [alpineLinux] : [])];
  let isWrong = false;
  for (const exercise of exercises) {
    const faults = await faultsOf(exercise, kinds);
    isWrong ||= faults.length > 0;
    console.log(
      faults.length === 0
        ? `${exercise.id}: correct`
        : faults.map((fault) => `exercises/${exercise.id}/${fault}`).join('\n'),
    );
  }
  if (!has('busybox')) console.log('Alpine Linux was not tried: install busybox.');
  return isWrong ? 1 : 0;
}

async function faultsOf(exercise: Exercise, kinds: readonly Kind[]): Promise<string[]> {
  return [
    ...instructionFaults(exercise),
    ...(await newerThanBash32(exercise)),
    ...(await usageFaults(learner, exercise)),
    ...(await scriptFaults(exercise, kinds)),
    ...(exercise.answers.isCurrent ? [] : [outdated(exercise)]),
  ];
}

const outdated = ({ id }: Exercise): string =>
  `${HASHES}: does not belong to the present files; run: pnpm catalogue hashes ${id}`;

async function scriptFaults(exercise: Exercise, kinds: readonly Kind[]): Promise<string[]> {
  const { id, answers } = exercise;
  // Other files may have other answers.
  const lab = { id, answers: answers.isCurrent ? answers : { hashes: [], isCurrent: false } };
  const all = await Promise.all(kinds.map((kind) => labFaults(kind, lab, 0)));
  const faults = [...new Set(all.flat())];
  // What is wrong with one variant is probably wrong with all.
  if (faults.length > 0) return faults;
  for (const variant of variantsToTry(exercise)) {
    const own = await labFaults(learner, lab, variant);
    faults.push(...own.map((fault) => `${fault} (variant ${variant})`));
  }
  return faults;
}

/** The variants that are tried besides the first one, on one machine: a sample. */
export function variantsToTry({ answers }: Pick<Exercise, 'answers'>): number[] {
  const last = answers.hashes.length - 1;
  return [...new Set([1, last])].filter((variant) => 1 <= variant && variant <= last);
}

async function newerThanBash32({ id }: Exercise): Promise<string[]> {
  const { files } = await readFiles(join(exercisesFolder, id));
  return files
    .filter(({ path }) => path.endsWith('.sh'))
    .flatMap(({ path, bytes }) =>
      findNewer(bytes.toString()).map(({ line, what }) => `${path}: line ${line}: ${what}`),
    );
}
