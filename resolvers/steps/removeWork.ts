import { runtime, util, type Context } from '@aws-appsync/utils';
import { boardKey, rankKey, type BoardItem } from '../../model/board';
import { STATS_SHARDS, statsKey } from '../../model/exercise';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { Account } from '../lib/account';
import { failOnSourceError } from '../lib/fail';
import { latestWork, periodsOf, periodsOfRow } from '../lib/latestWork';
import { isLostRace } from '../lib/lostRace';
import { EXERCISES, LEADERBOARDS, PROGRESS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/**
 * Removes the latest work and what it counted for, everywhere or nowhere: the rows, one of each lab's
 * counters, and the viewer's standings, which become those of the work that stays.
 */
export function request(ctx: Context<object, Account>) {
  const removed = latestWork(ctx.stash.history);
  if (removed.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      ...removed.map((row) => removal(row, userId)),
      ...removed.filter((row) => row.completedAt).map((row) => discount(row)),
      ...periodsOf(removed)
        .filter((period) => ctx.stash.standings[period])
        .map((period) => standing(ctx.stash, period, removed, userId)),
    ],
  };
}

/** A lost race is the next call's to try again: the viewer was still working on another device. */
export function response(ctx: Context<object, Account>) {
  if (isLostRace(ctx.error)) return {};
  failOnSourceError(ctx.error);
  const removed = latestWork(ctx.stash.history).map((row) => row.exerciseId);
  ctx.stash.history = ctx.stash.history.filter((row) => removed.indexOf(row.exerciseId) < 0);
  return {};
}

function removal(row: ProgressItem, userId: string) {
  return {
    table: PROGRESS,
    operation: 'DeleteItem' as const,
    key: util.dynamodb.toMapValues(progressKey(userId, row.exerciseId)),
    condition: {
      expression: row.completedAt ? 'completedAt = :read' : 'attribute_not_exists(completedAt)',
      ...(row.completedAt
        ? { expressionValues: util.dynamodb.toMapValues({ ':read': row.completedAt }) }
        : {}),
      returnValuesOnConditionCheckFailure: false,
    },
  };
}

/** Any shard will do: they count only as a sum. */
function discount(row: ProgressItem) {
  const shard = Math.floor(Math.random() * STATS_SHARDS);
  return {
    table: EXERCISES,
    operation: 'UpdateItem' as const,
    key: util.dynamodb.toMapValues(statsKey(row.exerciseId, shard)),
    update: {
      expression: 'ADD completions :one, attempts :attempts',
      expressionValues: util.dynamodb.toMapValues({ ':one': -1, ':attempts': -row.attempts }),
    },
  };
}

/** The viewer's row of a board as the work that stays earns it; none when nothing stays. */
function standing(account: Account, period: string, removed: ProgressItem[], userId: string) {
  const before = account.standings[period] as BoardItem;
  const stays = account.history
    .filter((row) => periodsOfRow(row).indexOf(period) >= 0)
    .filter((row) => removed.every(({ exerciseId }) => exerciseId !== row.exerciseId));
  const common = {
    table: LEADERBOARDS,
    key: util.dynamodb.toMapValues(boardKey(period, userId)),
    condition: {
      expression: 'points = :points AND completions = :completions',
      expressionValues: util.dynamodb.toMapValues({
        ':points': before.points,
        ':completions': before.completions,
      }),
      returnValuesOnConditionCheckFailure: false,
    },
  };
  if (stays.length === 0) return { ...common, operation: 'DeleteItem' as const };
  const points = stays.reduce((sum, row) => sum + (row.points ?? 0), 0);
  const ranked = latest(stays.filter((row) => (row.points ?? 0) > 0));
  return {
    ...common,
    operation: 'UpdateItem' as const,
    update: {
      expression:
        'SET points = :after, completions = :left, lastCompletedAt = :last' +
        (ranked ? ', rankKey = :rankKey' : ' REMOVE rankKey'),
      expressionValues: util.dynamodb.toMapValues({
        ':after': points,
        ':left': stays.length,
        ':last': latest(stays),
        ...(ranked
          ? { ':rankKey': rankKey(points, util.time.parseISO8601ToEpochMilliSeconds(ranked)) }
          : {}),
      }),
    },
  };
}

/** The latest moment of completion; the empty text without rows. */
const latest = (rows: ProgressItem[]): string =>
  rows.reduce((last, row) => (row.completedAt! > last ? row.completedAt! : last), '');
