import { util } from '@aws-appsync/utils';
import { progressKey, withWrongAnswer, type ProgressItem } from '../../model/progress';
import type { Completion } from './completion';
import { updateOf } from './expression';
import { PROGRESS } from './tableNames';
import { unchangedProgress } from './unchangedProgress';
import { whileActive } from './user';

/** The viewer's row as a wrong answer leaves it. */
export function rejectedProgress(completion: Completion, exerciseId: string): ProgressItem {
  const { now, progress, submissionId } = completion;
  const answeredAt = util.time.epochMilliSecondsToISO8601(now);
  return {
    exerciseId,
    startedAt: progress?.startedAt ?? answeredAt,
    attempts: (progress?.attempts ?? 0) + 1,
    wrongAnswersAt: withWrongAnswer(progress?.wrongAnswersAt ?? [], now),
    answerIds: withWrongAnswer(progress?.answerIds ?? [], submissionId),
  };
}

/**
 * Counts a wrong answer, on condition that no other answer was counted since `attempts` was read. The
 * first answer to a lab that was not started makes the row, in a transaction with a check that the account
 * is active. A row that is there needs none: deletion takes it away, and the condition then fails.
 */
export function rejectAnswer(completion: Completion, userId: string, exerciseId: string) {
  const key = util.dynamodb.toMapValues(progressKey(userId, exerciseId));
  const update = updateOf<ProgressItem>({ set: rejectedProgress(completion, exerciseId) });
  const condition = unchangedProgress(completion);
  if (completion.progress) return { operation: 'UpdateItem' as const, key, update, condition };
  return {
    operation: 'TransactWriteItems' as const,
    transactItems: [
      { table: PROGRESS, operation: 'UpdateItem' as const, key, update, condition },
      whileActive(userId),
    ],
  };
}
