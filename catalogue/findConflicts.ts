import { basename } from 'node:path';
import { findManyTags } from './findManyTags';
import { findNoRoom } from './findNoRoom';
import type { Card } from './schema';

/** An exercise's folder, as shown in messages, and its card, unless that could not be read. */
type ExerciseFolder = { path: string; card?: Card | undefined };
type ReadableFolder = { path: string; card: Card };

const file = (exercise: ReadableFolder) => `${exercise.path}/exercise.yml`;
const folder = (exercise: ExerciseFolder) => basename(exercise.path);

/**
 * Problems that involve several exercises. An exercise without a readable card still owns its name.
 */
export function findConflicts(exercises: readonly ExerciseFolder[]): string[] {
  const readable = exercises.filter(
    (exercise): exercise is ReadableFolder => exercise.card !== undefined,
  );
  const names = new Set([
    ...exercises.map(folder),
    ...readable.map((exercise) => exercise.card.id),
  ]);
  return [
    ...findClashingIds(readable),
    ...findClashingPositions(readable),
    ...findMissingPrerequisites(readable, names),
    ...findCycles(readable),
    ...findManyTags(readable.map(({ card }) => card)),
    ...findNoRoom(
      exercises.map(({ card }) => ({ points: card?.points ?? 0 })),
      0,
    ),
  ];
}

function findClashingIds(exercises: readonly ReadableFolder[]): string[] {
  return exercises.flatMap((exercise) => {
    const { id } = exercise.card;
    if (id === folder(exercise)) return [];
    const namesakes = exercises.filter((other) => other.card.id === id);
    const owner = namesakes.find((other) => folder(other) === id) ?? namesakes[0];
    return owner && owner !== exercise
      ? [`${file(exercise)}: id "${id}" is already used by ${file(owner)}`]
      : [`${file(exercise)}: id "${id}" must be the name of its folder`];
  });
}

function findClashingPositions(exercises: readonly ReadableFolder[]): string[] {
  return exercises.flatMap((exercise) => {
    const { position } = exercise.card;
    const owner = exercises.find((other) => other.card.position === position);
    return owner && owner !== exercise
      ? [`${file(exercise)}: position ${position} is already used by ${file(owner)}`]
      : [];
  });
}

function findMissingPrerequisites(
  exercises: readonly ReadableFolder[],
  names: Set<string>,
): string[] {
  return exercises.flatMap((exercise) =>
    exercise.card.prerequisites
      .filter((id) => !names.has(id))
      .map((id) => `${file(exercise)}: prerequisite "${id}" does not exist`),
  );
}

/** Each cycle is reported once, for the exercise at which it is first found. */
function findCycles(exercises: readonly ReadableFolder[]): string[] {
  const byId = new Map(exercises.map((exercise) => [exercise.card.id, exercise]));
  const problems: string[] = [];
  const done = new Set<string>();

  const follow = (exercise: ReadableFolder, path: readonly string[]): void => {
    const { id, prerequisites } = exercise.card;
    const chain = [...path, id];
    for (const next of prerequisites) {
      const target = byId.get(next);
      if (!target || done.has(next)) continue;
      const start = chain.indexOf(next);
      if (start === -1) {
        follow(target, chain);
      } else if (next === id) {
        problems.push(`${file(exercise)}: lists itself as a prerequisite`);
      } else {
        problems.push(
          `${file(target)}: prerequisites form a cycle: ${[...chain.slice(start), next].join(' -> ')}`,
        );
      }
    }
    done.add(id);
  };

  for (const exercise of exercises) {
    if (!done.has(exercise.card.id)) follow(exercise, []);
  }
  return problems;
}
