import { util } from '@aws-appsync/utils';
import { progressKey, withWrongAnswer, type ProgressItem } from '../../model/progress';
import type { StartedCompletion } from './completionStash';
import { updateOf } from './expression';
import { unchangedProgress } from './unchangedProgress';

/** The viewer's row after an incorrect submission. */
export const rejectedProgress = (completion: StartedCompletion): ProgressItem => ({
  ...completion.progress,
  ...counted(completion),
});

function counted({ now, progress, submissionId }: StartedCompletion) {
  return {
    attempts: progress.attempts + 1,
    wrongAnswersAt: withWrongAnswer(progress.wrongAnswersAt ?? [], now),
    answerIds: withWrongAnswer(progress.answerIds ?? [], submissionId),
  };
}

/**
 * Counts an incorrect submission, on condition that no other submission was counted since
 * `attempts` was read. Needs no check that the account is active: deletion removes the row, and the
 * condition then fails.
 */
export const rejectAnswer = (completion: StartedCompletion, userId: string) => ({
  operation: 'UpdateItem' as const,
  key: util.dynamodb.toMapValues(progressKey(userId, completion.exercise.id)),
  update: updateOf<ProgressItem>({ set: counted(completion) }),
  condition: unchangedProgress(completion),
});
