import type { ProgressItem } from '../../model/progress';
import type { Progress } from '../schema.types';
import type { Answer } from './answer';
import type { ExerciseResult } from './exercise';

/**
 * A viewer's progress on an exercise, as returned by GraphQL. `Progress.exercise` loads the
 * exercise by its id, unless a mutation that has already read it passes it on.
 */
export interface ProgressResult extends Answer<Progress> {
  exerciseId: string;
  exercise?: ExerciseResult;
}

export function progressResult(item: ProgressItem): ProgressResult {
  return {
    exerciseId: item.exerciseId,
    startedAt: item.startedAt,
    completedAt: item.completedAt ?? null,
    attempts: item.attempts,
    // Absent from rows that were written before exercises had versions.
    version: item.version ?? 1,
    variant: item.variant ?? null,
    challenge: item.challenge ?? null,
  };
}

export const progressWith = (item: ProgressItem, exercise: ExerciseResult): ProgressResult => ({
  ...progressResult(item),
  exercise,
});
