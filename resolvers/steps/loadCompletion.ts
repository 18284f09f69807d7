import { runtime, util, type DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { boardKey, type BoardItem } from '../../model/board';
import { exerciseKey, type ExerciseItem } from '../../model/exercise';
import { isStarted, progressKey, type ProgressItem } from '../../model/progress';
import { userKey, type UserItem } from '../../model/user';
import { failOnUnreadKeys, type BatchResult } from '../lib/batch';
import type { CompletionStash } from '../lib/completionStash';
import type { StashContext } from '../lib/context';
import { existingExercise } from '../lib/exercise';
import { EXERCISES, LEADERBOARDS, PROGRESS, USERS } from '../lib/tableNames';
import { activeUser, existingUser } from '../lib/user';
import { viewerOf } from '../lib/viewer';
import type { MutationRecordCompletionArgs } from '../schema.types';

/**
 * Reads everything needed to judge one submission. Only the viewer's own progress is always read with
 * strong consistency, because only that row can decide a submission without a condition that would
 * detect a stale read. After a lost race, so is the profile: right after a rename, every attempt could
 * otherwise read the former name and lose again.
 */
export function request(
  ctx: StashContext<MutationRecordCompletionArgs, CompletionStash>,
): DynamoDBBatchGetItemRequest {
  if (ctx.stash.outcome) runtime.earlyReturn({}, { skipTo: 'END' });
  const { exerciseId } = ctx.args.input;
  const { userId } = viewerOf(ctx.identity);
  const isRetry = ctx.stash.exercise != null;
  const boards = ctx.stash.periods.map((period) =>
    util.dynamodb.toMapValues(boardKey(period, userId)),
  );
  return {
    operation: 'BatchGetItem',
    tables: {
      [EXERCISES]: { keys: [util.dynamodb.toMapValues(exerciseKey(exerciseId))] },
      [USERS]: {
        keys: [util.dynamodb.toMapValues(userKey(userId))],
        consistentRead: isRetry,
      },
      [PROGRESS]: {
        keys: [util.dynamodb.toMapValues(progressKey(userId, exerciseId))],
        consistentRead: true,
      },
      [LEADERBOARDS]: { keys: boards },
    },
  };
}

export function response(
  ctx: StashContext<MutationRecordCompletionArgs, CompletionStash, BatchResult>,
) {
  // An earlier attempt may have counted the submission: `Conflict` would promise that it was not.
  failOnUnreadKeys(ctx, ctx.stash.exercise ? 'Internal' : 'Conflict');
  const { data } = ctx.result;
  const exercise = existingExercise(data[EXERCISES]![0] as ExerciseItem | null);
  ctx.stash.exercise = exercise;
  const progress = data[PROGRESS]![0] as ProgressItem | null;
  ctx.stash.progress = progress;
  ctx.stash.boards = data[LEADERBOARDS] as (BoardItem | null)[];
  const isOwnWrite = (progress?.answerIds ?? []).indexOf(ctx.stash.submissionId) >= 0;
  if (progress?.completedAt) ctx.stash.outcome = isOwnWrite ? 'COMPLETED' : 'ALREADY_COMPLETED';
  else if (isOwnWrite) ctx.stash.outcome = 'REJECTED';
  const user = data[USERS]![0] as UserItem | null;
  // A committed outcome remains valid, whatever has happened to the account since.
  ctx.stash.user = ctx.stash.outcome ? existingUser(user) : activeUser(user);
  const started = progress ? isStarted(progress, exercise) : false;
  if (!ctx.stash.outcome && !started) ctx.stash.outcome = 'NOT_STARTED';
  return {};
}
