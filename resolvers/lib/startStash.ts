import type { Challenge } from '../../model/challenge';
import type { ExerciseItem } from '../../model/exercise';
import { isStarted, type ProgressItem } from '../../model/progress';

/** Stash shared by the steps of `Mutation.startExercise`. */
export interface StartStash {
  exercise: ExerciseItem;
  /** The viewer's progress on the exercise, once its current version is started. */
  progress?: ProgressItem;
  /** The viewer's row, if they have started only an earlier version. */
  earlier?: ProgressItem;
  /** Absent if the exercise is self-reported. */
  challenge?: Challenge;
  /** The row after the current attempt. */
  made?: ProgressItem;
}

/** Stashes a row that was read. */
export function stashRow(stash: StartStash, row: ProgressItem): void {
  if (isStarted(row, stash.exercise)) stash.progress = row;
  else stash.earlier = row;
}
