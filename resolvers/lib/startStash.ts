import type { ExerciseItem } from '../../model/exercise';
import type { ProgressItem } from '../../model/progress';

/** Stash shared by the steps of `Mutation.startExercise`. */
export interface StartStash {
  exercise: ExerciseItem;
  /** The viewer's progress on the exercise, once it is started. */
  progress?: ProgressItem;
  /** The row that the current attempt creates. */
  made?: ProgressItem;
}
