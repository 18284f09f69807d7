import { exercisePk } from './exercise';
import type { ItemKey } from './keys';

/**
 * The correct answers of an exercise. The only kind of row of `Answers`, a table that no role of
 * AppSync may read: a person's own expected answer is on their row of `Progress`.
 */
export interface AnswersItem {
  /** The version of the exercise that the answers belong to. */
  version: number;
  /** The hash of the finished work of each variant, in order. */
  hashes: string[];
}

export const answersKey = (exerciseId: string): ItemKey => ({
  pk: exercisePk(exerciseId),
  sk: 'ANSWERS',
});

/** Maximum number of variants of an exercise. Their hashes then cost one read unit. */
export const VARIANTS_MAX = 64;
