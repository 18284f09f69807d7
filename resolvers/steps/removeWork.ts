import { runtime, util } from '@aws-appsync/utils';
import { boardKey, rankedAt, rankKey, type BoardItem } from '../../model/board';
import { STATS_SHARDS, statsKey, type StatsItem } from '../../model/exercise';
import { progressKey, type ProgressItem } from '../../model/progress';
import type { StashContext } from '../lib/context';
import type { DeletionStash, Removable } from '../lib/deletionStash';
import { ifUnchanged, updateOf } from '../lib/expression';
import { failOnSourceError } from '../lib/fail';
import { isLostRace } from '../lib/lostRace';
import { periodsOf } from '../lib/removableWork';
import { EXERCISES, LEADERBOARDS, PROGRESS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/**
 * Removes part of the work and its contributions in one transaction: the rows, one counter shard of
 * each exercise, and their points and completions in the viewer's standings. Nothing more is added
 * to them, because the account is frozen.
 */
export function request(ctx: StashContext<object, DeletionStash>) {
  const { removing, standings } = ctx.stash;
  if (removing.length === 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      ...removing.map(({ row }) => removal(row, userId)),
      ...removing.filter(({ row }) => row.completedAt).map(({ row }) => discount(row)),
      ...periodsOf(removing)
        .filter((period) => standings[period])
        .map((period) => reduced(boardKey(period, userId), standings[period]!, period, removing)),
    ],
  };
}

/**
 * A completion that was committed before the freeze was missing from the read. The next step reads
 * again.
 */
export function response(ctx: StashContext<object, DeletionStash>) {
  if (isLostRace(ctx.error)) return {};
  failOnSourceError(ctx.error);
  ctx.stash.work = ctx.stash.work.slice(ctx.stash.removing.length);
  return {};
}

function removal(row: ProgressItem, userId: string) {
  return {
    table: PROGRESS,
    operation: 'DeleteItem' as const,
    key: util.dynamodb.toMapValues(progressKey(userId, row.exerciseId)),
    condition: {
      ...ifUnchanged<ProgressItem>({ completedAt: row.completedAt ?? null }),
      returnValuesOnConditionCheckFailure: false,
    },
  };
}

/** Any shard can be used, because only their sum matters. */
function discount(row: ProgressItem) {
  const shard = Math.floor(Math.random() * STATS_SHARDS);
  return {
    table: EXERCISES,
    operation: 'UpdateItem' as const,
    key: util.dynamodb.toMapValues(statsKey(row.exerciseId, shard)),
    update: updateOf<StatsItem>({ add: { completions: -1, attempts: -row.attempts } }),
  };
}

/**
 * The viewer's row of a board without the removed work, or its deletion if nothing is left. The
 * times do not change: they order people with equal points, and the row is removed soon.
 */
function reduced(
  key: ReturnType<typeof boardKey>,
  before: BoardItem,
  period: string,
  removing: Removable[],
) {
  const removed = removing.filter(({ periods }) => periods.indexOf(period) >= 0);
  const completions = before.completions - removed.length;
  const points = before.points - removed.reduce((sum, { row }) => sum + (row.points ?? 0), 0);
  const common = {
    table: LEADERBOARDS,
    key: util.dynamodb.toMapValues(key),
    condition: {
      ...ifUnchanged<BoardItem>({ points: before.points, completions: before.completions }),
      returnValuesOnConditionCheckFailure: false,
    },
  };
  if (completions <= 0) return { ...common, operation: 'DeleteItem' as const };
  const ranked = points > 0 ? before.rankKey : undefined;
  return {
    ...common,
    operation: 'UpdateItem' as const,
    update: updateOf<BoardItem>(
      ranked
        ? { set: { points, completions, rankKey: rankKey(points, rankedAt(ranked)) } }
        : { set: { points, completions }, remove: ['rankKey'] },
    ),
  };
}
