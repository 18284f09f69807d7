import { util } from '@aws-appsync/utils';
import { EXERCISE_ID_PATTERN, EXERCISE_ID_RULE, type ExerciseItem } from '../../model/exercise';
import type { Exercise } from '../schema.types';
import type { Answer } from './answer';
import { fail } from './fail';

/** A lab as GraphQL shows it, without the fields that have a resolver of their own. */
export type ExerciseCard = Answer<Exercise>;

/** Names each field to show: the row also holds the expected hash, which no answer may carry. */
export function exerciseCard(item: ExerciseItem): ExerciseCard {
  return {
    id: item.id,
    title: item.title,
    summary: item.summary,
    difficulty: item.difficulty,
    tags: item.tags,
    points: item.points,
    estimatedMinutes: item.estimatedMinutes,
    prerequisites: item.prerequisites,
    verification: item.verification,
  };
}

/** A lab as it was read; ends the resolver as `NotFound` if there is none. */
export function existingExercise(item: ExerciseItem | null): ExerciseItem {
  if (!item) fail('NotFound', 'There is no exercise with this id.');
  return item;
}

/** Ends the resolver as `InvalidInput` for an id that no lab could have. */
export function checkExerciseId(id: string): void {
  if (!util.matches(EXERCISE_ID_PATTERN, id)) fail('InvalidInput', EXERCISE_ID_RULE);
}
