import { isDeepStrictEqual } from 'node:util';
import type { AnswersItem } from '../model/answers';
import type { ExerciseItem } from '../model/exercise';
import type { Exercise } from './read';

/** What a stage has of an exercise. */
export interface Published {
  /** Without a version if it was published before exercises had one: everything may change. */
  readonly card: Pick<ExerciseItem, 'points' | 'verification'> & { readonly version?: number };
  /** Undefined if the exercise is self-reported. */
  readonly answers: Pick<AnswersItem, 'hashes'> | undefined;
}

/**
 * Reports everything that a published version must keep and that differs: its answers, its points
 * and its verification. People have started it, and their challenges and points depend on it. Only
 * a new version may change them.
 */
export function findThawed(exercise: Exercise, { card, answers }: Published): string[] {
  const { id, version, points, verification } = exercise;
  const problem = (text: string) => [`${id}: ${text}`];
  if (card.version === undefined || version > card.version) return [];
  if (version < card.version) {
    return problem(`version ${version} is older than the published version ${card.version}`);
  }
  const changed = [
    ...(points === card.points ? [] : ['points']),
    ...(verification.kind === card.verification ? [] : ['verification']),
    ...(isDeepStrictEqual(exercise.answers.hashes, answers?.hashes ?? []) ? [] : ['answers']),
  ];
  if (changed.length === 0) return [];
  return problem(
    `version ${version} is published, so its ${changed.join(', ')} cannot change; to change them, set version: ${version + 1}`,
  );
}
