import { util } from '@aws-appsync/utils';
import { progressKey, withWrongAnswer, type ProgressItem } from '../../model/progress';
import type { CompletionStash } from './completionStash';
import { updateOf } from './expression';
import { PROGRESS } from './tableNames';
import { unchangedProgress } from './unchangedProgress';
import { whileActive } from './user';

/** The viewer's row after an incorrect submission. */
export function rejectedProgress(completion: CompletionStash, exerciseId: string): ProgressItem {
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
 * Counts an incorrect submission, on condition that no other submission was counted since
 * `attempts` was read. The first submission for an exercise that was not started creates the row,
 * in a transaction that also checks that the account is active. An existing row needs no such
 * check: deletion removes it, and the condition then fails.
 */
export function rejectAnswer(completion: CompletionStash, userId: string, exerciseId: string) {
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
