import { isDeepStrictEqual } from 'node:util';
import type { AnswersItem } from '../model/answers';
import type { Exercise } from './read';

/**
 * Reports everything that a published version must keep and that differs: its answers, its points
 * and its verification. People have started it, and their challenges and points depend on it. Only
 * a new version may change them, even if the exercise was removed in between.
 *
 * @param published the last version that was published, if any
 */
export function findThawed(exercise: Exercise, published: AnswersItem | undefined): string[] {
  const { id, version, points, verification, answers } = exercise;
  const problem = (text: string) => [`${id}: ${text}`];
  if (!published || version > published.version) return [];
  if (version < published.version) {
    return problem(`version ${version} is older than the published version ${published.version}`);
  }
  const changed = [
    ...(points === published.points ? [] : ['points']),
    ...(verification.kind === published.verification ? [] : ['verification']),
    ...(isDeepStrictEqual(answers.hashes, published.hashes) ? [] : ['answers']),
  ];
  if (changed.length === 0) return [];
  return problem(
    `version ${version} is published, so its ${changed.join(', ')} cannot change; to change them, set version: ${version + 1}`,
  );
}
