import { util, type DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { progressKey, withWrongAnswer } from '../../model/progress';
import type { RecordCompletionInput } from '../schema.types';
import type { Completion } from './completion';
import { unchangedProgress } from './unchangedProgress';

/** Counts a wrong answer, on condition that no other answer was counted since `attempts` was read. */
export function rejectAnswer(
  completion: Completion,
  userId: string,
  input: RecordCompletionInput,
): DynamoDBUpdateItemRequest {
  const { now, progress } = completion;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(progressKey(userId, input.exerciseId)),
    update: {
      expression:
        'SET exerciseId = :exerciseId, startedAt = if_not_exists(startedAt, :startedAt), ' +
        'attempts = :attempts, wrongAnswersAt = :wrongAnswersAt',
      expressionValues: util.dynamodb.toMapValues({
        ':exerciseId': input.exerciseId,
        ':startedAt': util.time.epochMilliSecondsToISO8601(now),
        ':attempts': (progress?.attempts ?? 0) + 1,
        ':wrongAnswersAt': withWrongAnswer(progress?.wrongAnswersAt ?? [], now),
      }),
    },
    condition: unchangedProgress(completion),
  };
}
