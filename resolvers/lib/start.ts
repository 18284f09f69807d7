import type { ExerciseItem } from '../../model/exercise';
import type { ProgressItem } from '../../model/progress';

/** What the steps of `Mutation.startExercise` leave for each other in the stash. */
export interface Start {
  exercise: ExerciseItem;
  /** The viewer's work on it, once it is started. */
  progress?: ProgressItem;
  /** The row that the current try makes. */
  made?: ProgressItem;
}
