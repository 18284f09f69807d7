import { exercisePk, type Verification } from './exercise';
import type { ItemKey } from './keys';

/**
 * What a published version of an exercise must keep, with its correct answers. The only kind of row
 * of `Answers`, a table that no role of AppSync may read: a person's own expected answer is on their
 * row of `Progress`. The row of an exercise that was removed stays, because people may have started
 * it.
 */
export interface AnswersItem {
  version: number;
  points: number;
  verification: Verification;
  /** The hash of the finished work of each variant, in order. None if it is self-reported. */
  hashes: string[];
}

export const answersKey = (exerciseId: string): ItemKey => ({
  pk: exercisePk(exerciseId),
  sk: 'ANSWERS',
});

/** Maximum number of variants of an exercise. Their hashes then cost one read unit. */
export const VARIANTS_MAX = 64;
