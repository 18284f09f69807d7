import { util, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { boardKey, rankedAt, rankKey, type BoardItem } from '../../model/board';
import { STATS_SHARDS, statsKey } from '../../model/exercise';
import { progressKey, solversIndex, type ProgressItem } from '../../model/progress';
import type { RecordCompletionInput } from '../schema.types';
import type { Completion } from './completion';
import { EXERCISES, LEADERBOARDS, PROGRESS } from './tableNames';
import { unchangedProgress } from './unchangedProgress';
import { whileActive } from './user';

/** The viewer's row as the transaction leaves it. */
export function acceptedProgress(completion: Completion): ProgressItem {
  const { exercise, now, progress, submissionId } = completion;
  const completedAt = util.time.epochMilliSecondsToISO8601(now);
  return {
    exerciseId: exercise.id,
    startedAt: progress?.startedAt ?? completedAt,
    completedAt,
    attempts: (progress?.attempts ?? 0) + 1,
    answerIds: [submissionId],
  };
}

/**
 * Counts a completion everywhere or nowhere: the viewer's row, one shard of the lab's counters and the
 * viewer's three board rows, each on condition that it is what was read, while the account is active.
 * The shard has no condition: a transaction that loses it to another one draws another shard on the next
 * try.
 */
export function acceptAnswer(
  completion: Completion,
  userId: string,
  input: RecordCompletionInput,
): DynamoDBTransactWriteItemsRequest {
  const { exercise, user, now } = completion;
  const after = acceptedProgress(completion);
  const index = solversIndex(exercise.id, after.completedAt!);
  const shard = Math.floor(Math.random() * STATS_SHARDS);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: PROGRESS,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(progressKey(userId, exercise.id)),
        update: {
          expression:
            'SET exerciseId = :exerciseId, startedAt = :startedAt, completedAt = :completedAt, ' +
            'attempts = :attempts, answerIds = :answerIds, verificationHash = :verificationHash, ' +
            'username = :username, avatarUrl = :avatarUrl, points = :points, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk ' +
            'REMOVE wrongAnswersAt',
          expressionValues: util.dynamodb.toMapValues({
            ':exerciseId': exercise.id,
            ':startedAt': after.startedAt,
            ':completedAt': after.completedAt,
            ':attempts': after.attempts,
            ':answerIds': after.answerIds,
            ':verificationHash': input.verificationHash,
            ':username': user.username,
            ':avatarUrl': user.avatarUrl,
            ':points': exercise.points,
            ':gsi1pk': index.gsi1pk,
            ':gsi1sk': index.gsi1sk,
          }),
        },
        condition: { ...unchangedProgress(completion), returnValuesOnConditionCheckFailure: false },
      },
      {
        table: EXERCISES,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(statsKey(exercise.id, shard)),
        update: {
          expression: 'ADD completions :one, attempts :attempts',
          expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':attempts': after.attempts }),
        },
      },
      ...completion.periods.map((period, i) =>
        boardUpdate(completion, boardKey(period, userId), completion.boards[i] ?? null, now),
      ),
      whileActive(userId),
    ],
  };
}

/**
 * A row that stays without points gets no rank key: it stands on no board. Of two completions at once,
 * the later one may be written first: its moment stays.
 */
function boardUpdate(
  completion: Completion,
  key: ReturnType<typeof boardKey>,
  board: BoardItem | null,
  now: number,
) {
  const { exercise, user } = completion;
  const read = board?.points ?? 0;
  const points = read + exercise.points;
  const ranked = exercise.points > 0;
  const completedAt = util.time.epochMilliSecondsToISO8601(now);
  const before = board?.lastCompletedAt ?? '';
  const lastCompletedAt = before > completedAt ? before : completedAt;
  const reachedAt = board?.rankKey ? Math.max(rankedAt(board.rankKey), now) : now;
  return {
    table: LEADERBOARDS,
    operation: 'UpdateItem' as const,
    key: util.dynamodb.toMapValues(key),
    update: {
      expression:
        'SET points = :points, username = :username, avatarUrl = :avatarUrl, ' +
        `lastCompletedAt = :last${ranked ? ', rankKey = :rankKey' : ''} ADD completions :one`,
      expressionValues: util.dynamodb.toMapValues({
        ':points': points,
        ':username': user.username,
        ':avatarUrl': user.avatarUrl,
        ':last': lastCompletedAt,
        ':one': 1,
        ...(ranked ? { ':rankKey': rankKey(points, reachedAt) } : {}),
      }),
    },
    condition: {
      expression: board
        ? 'points = :read AND completions = :completions'
        : 'attribute_not_exists(points)',
      ...(board
        ? {
            expressionValues: util.dynamodb.toMapValues({
              ':read': read,
              ':completions': board.completions,
            }),
          }
        : {}),
      returnValuesOnConditionCheckFailure: false,
    },
  };
}
