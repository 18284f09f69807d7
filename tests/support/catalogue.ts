import { fileURLToPath } from 'node:url';
import { readCatalogue, type Exercise } from '../../catalogue/read';

/** The exercises of the repository, with the hashes that complete them. */
export const catalogue: readonly Exercise[] = await readCatalogue(
  fileURLToPath(new URL('../../exercises', import.meta.url)),
);

/** The hash that completes an exercise. For a self-reported exercise, any hash does. */
export const rightHash = ({ verification }: Exercise): string =>
  verification.kind === 'ANSWER' ? verification.hash : 'a'.repeat(64);

/** The first exercise without prerequisites that has a hash to verify. */
export const openExercise: Exercise = find(
  (each) => each.prerequisites.length === 0 && each.verification.kind === 'ANSWER',
);

export const selfReportedExercise: Exercise = find(
  (each) => each.verification.kind === 'SELF_REPORTED',
);

/** An exercise with prerequisites. */
export const lockedExercise: Exercise = find((each) => each.prerequisites.length > 0);

export function exerciseOf(id: string): Exercise {
  return find((each) => each.id === id);
}

function find(matches: (exercise: Exercise) => boolean): Exercise {
  const found = catalogue.find(matches);
  if (!found) throw new Error('The catalogue has no such exercise.');
  return found;
}
