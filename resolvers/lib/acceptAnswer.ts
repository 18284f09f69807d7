import { util, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { boardKey, rankedAt, rankKey, type BoardItem } from '../../model/board';
import { STATS_SHARDS, statsKey, type StatsItem } from '../../model/exercise';
import type { Row } from '../../model/keys';
import { progressKey, solversIndex, type ProgressItem } from '../../model/progress';
import type { RecordCompletionInput } from '../schema.types';
import type { StartedCompletion } from './completionStash';
import { ifUnchanged, updateOf } from './expression';
import { EXERCISES, LEADERBOARDS, PROGRESS } from './tableNames';
import { unchangedProgress } from './unchangedProgress';
import { whileActiveAs } from './user';

/** The viewer's row after the transaction. */
export const acceptedProgress = (completion: StartedCompletion): ProgressItem => ({
  ...completion.progress,
  ...completed(completion),
});

const completed = ({ now, progress, submissionId }: StartedCompletion) => ({
  completedAt: util.time.epochMilliSecondsToISO8601(now),
  attempts: progress.attempts + 1,
  answerIds: [submissionId],
});

/**
 * Counts a completion atomically: the viewer's row, one shard of the exercise's counters and the
 * viewer's three board rows. Each row is conditional on what was read, and on the account being
 * active under the name that was read. The shard has no condition: a transaction that loses it to
 * another one picks another shard on the next attempt.
 */
export function acceptAnswer(
  completion: StartedCompletion,
  userId: string,
  input: RecordCompletionInput,
): DynamoDBTransactWriteItemsRequest {
  const { exercise, user, now } = completion;
  const after = completed(completion);
  const shard = Math.floor(Math.random() * STATS_SHARDS);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: PROGRESS,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(progressKey(userId, exercise.id)),
        update: updateOf<Row<ProgressItem>>({
          set: {
            ...after,
            ...solversIndex(exercise.id, after.completedAt),
            verificationHash: input.verificationHash,
            username: user.username,
            avatarUrl: user.avatarUrl,
            points: exercise.points,
          },
          remove: ['wrongAnswersAt', 'expectedHash'],
        }),
        condition: { ...unchangedProgress(completion), returnValuesOnConditionCheckFailure: false },
      },
      {
        table: EXERCISES,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues(statsKey(exercise.id, shard)),
        update: updateOf<StatsItem>({ add: { completions: 1, attempts: after.attempts } }),
      },
      ...completion.periods.map((period, i) =>
        boardUpdate(completion, boardKey(period, userId), completion.boards[i] ?? null, now),
      ),
      whileActiveAs(userId, user),
    ],
  };
}

/**
 * A row without points gets no rank key and is on no board. Of two concurrent completions, the
 * later one may be written first; its time then remains.
 */
function boardUpdate(
  completion: StartedCompletion,
  key: ReturnType<typeof boardKey>,
  board: BoardItem | null,
  now: number,
) {
  const { exercise, user } = completion;
  const points = (board?.points ?? 0) + exercise.points;
  const ranked = exercise.points > 0;
  const completedAt = util.time.epochMilliSecondsToISO8601(now);
  const before = board?.lastCompletedAt ?? '';
  const lastCompletedAt = before > completedAt ? before : completedAt;
  const reachedAt = board?.rankKey ? Math.max(rankedAt(board.rankKey), now) : now;
  return {
    table: LEADERBOARDS,
    operation: 'UpdateItem' as const,
    key: util.dynamodb.toMapValues(key),
    update: updateOf<BoardItem>({
      set: {
        points,
        username: user.username,
        avatarUrl: user.avatarUrl,
        lastCompletedAt,
        ...(ranked ? { rankKey: rankKey(points, reachedAt) } : {}),
      },
      add: { completions: 1 },
    }),
    condition: {
      ...ifUnchanged<BoardItem>(
        board ? { points: board.points, completions: board.completions } : { points: null },
      ),
      returnValuesOnConditionCheckFailure: false,
    },
  };
}
