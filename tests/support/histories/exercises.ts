import type { Exercise } from '../../../catalogue/read';
import { exerciseOf, rightHash } from '../catalogue';
import { WRONG_HASH } from '../completion';
import { personal, type Issued } from '../personal';

/**
 * A few exercises, so that people do the same ones. One is self-reported, and one has a
 * prerequisite.
 */
export const EXERCISES: readonly Exercise[] = [
  'read-an-access-log',
  'tame-odd-file-names',
  'read-a-certificate',
  'make-git-yours',
  'deploy-without-a-gap',
].map(exerciseOf);

/** The hash that a person's `verify.sh` prints, or another one. */
export const hashOf = (exerciseId: string, isRight: boolean, issued: Issued): string =>
  personal(exerciseId, isRight ? rightHash(exerciseOf(exerciseId)) : WRONG_HASH, issued);

/** Whether a submission completes an exercise. For a self-reported exercise, every hash does. */
export const isRightAnswer = (exerciseId: string, isRight: boolean): boolean =>
  isRight || exerciseOf(exerciseId).verification.kind === 'SELF_REPORTED';
