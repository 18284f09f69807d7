import type { BoardItem } from '../../model/board';
import type { ExerciseItem } from '../../model/exercise';
import type { ProgressItem } from '../../model/progress';
import type { UserItem } from '../../model/user';
import type { CompletionOutcome } from '../schema.types';

/** Stash shared by the steps of `Mutation.recordCompletion`. */
export interface CompletionStash {
  /** Epoch milliseconds of the submission, the same for every row that it writes. */
  now: number;
  /** Distinguishes the writes of this submission from others. */
  submissionId: string;
  exercise: ExerciseItem;
  user: UserItem;
  /** Null if the viewer has not started the exercise. */
  progress: ProgressItem | null;
  /** The viewer's rows of `periods`, in that order. Null for a row that does not exist yet. */
  boards: (BoardItem | null)[];
  periods: string[];
  /** Set once the submission is decided. The remaining steps then do nothing. */
  outcome?: CompletionOutcome;
  retryAfterSeconds?: number;
  /** Ids of the prerequisites that are not completed. Set if the outcome is `LOCKED`. */
  missingPrerequisites?: string[];
}

/** A submission for an exercise that the viewer has started. */
export type StartedCompletion = CompletionStash & { progress: ProgressItem };
