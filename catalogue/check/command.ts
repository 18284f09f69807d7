import { join } from 'node:path';
import { readFiles } from '../files';
import { readCatalogue, type Exercise } from '../read';
import { findNewer } from './findNewer';
import { instructionFaults } from './instructions';
import { labFaults, usageFaults } from './labs';
import { alpineLinux, exercisesFolder, hostile, learner, mac, type Kind } from './machine';
import { has } from './userlands';

/** Number of variants that are carried out of an exercise whose files have not changed. */
const SAMPLE = 2;

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
  const kinds: Kind[] = [hostile, mac, ...(has('busybox') ? [alpineLinux] : [])];
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
  const onMachines = await Promise.all(kinds.map((kind) => labFaults(kind, exercise, 0)));
  const variants: string[] = [];
  for (const variant of variantsToTry(exercise)) {
    const faults = await labFaults(learner, exercise, variant);
    variants.push(...faults.map((fault) => `${fault} (variant ${variant})`));
  }
  return [
    ...instructionFaults(exercise),
    ...(await newerThanBash32(exercise)),
    ...(await usageFaults(learner, exercise)),
    ...new Set(onMachines.flat()),
    ...variants,
  ];
}

/** All variants, if the files have changed since the answers were computed. Otherwise a few. */
export function variantsToTry({ answers }: Exercise): number[] {
  const { length } = answers.hashes;
  const others = Array.from({ length: Math.max(length - 1, 0) }, (_, i) => i + 1);
  if (!answers.isCurrent) return others;
  return others.filter((variant) => variant === 1 || variant === length - 1).slice(-SAMPLE);
}

async function newerThanBash32({ id }: Exercise): Promise<string[]> {
  const { files } = await readFiles(join(exercisesFolder, id));
  return files
    .filter(({ path }) => path.endsWith('.sh'))
    .flatMap(({ path, bytes }) =>
      findNewer(bytes.toString()).map(({ line, what }) => `${path}: line ${line}: ${what}`),
    );
}
