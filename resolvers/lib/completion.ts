import type { BoardItem } from '../../model/board';
import type { ExerciseItem } from '../../model/exercise';
import type { ProgressItem } from '../../model/progress';
import type { UserItem } from '../../model/user';
import type { CompletionOutcome } from '../schema.types';

/** What the steps of `Mutation.recordCompletion` leave for each other in the stash. */
export interface Completion {
  /** Epoch milliseconds of the submission, the same for every row that it writes. */
  now: number;
  /** Tells this submission's writes from others'. */
  submissionId: string;
  exercise: ExerciseItem;
  user: UserItem;
  /** Null until the viewer started the lab or submitted an answer to it. */
  progress: ProgressItem | null;
  /** The viewer's rows of `periods`, in that order; null where there is none yet. */
  boards: (BoardItem | null)[];
  periods: string[];
  /** Set once the submission is decided: the steps that are left do nothing. */
  outcome?: CompletionOutcome;
  retryAfterSeconds?: number;
}
