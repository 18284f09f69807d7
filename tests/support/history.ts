import { boardKey, rankKey, type BoardItem } from '../../model/board';
import { statsKey } from '../../model/exercise';
import { boardPeriods } from '../../model/period';
import { progressKey, solversIndex } from '../../model/progress';
import { userKey } from '../../model/user';
import type { Database } from './database';
import { avatarOf } from './people';

export interface PastCompletion {
  exerciseId: string;
  completedAt: string;
  points: number;
}

const DAY_MS = 86_400_000;

/**
 * Coprime to every length that it does not divide, so that each exercise occurs once, in mixed
 * order.
 */
const STRIDE = 7_919;

/**
 * Writes the rows of `count` completions: one a day from `begun` on, each of a different exercise
 * that no one else has completed. The order of the exercises' ids differs from the order of
 * completion, as in production.
 *
 * @param begun epoch milliseconds
 */
export async function givenHistory(
  database: Database,
  userId: string,
  login: string,
  count: number,
  begun = Date.UTC(2026, 0, 1),
): Promise<PastCompletion[]> {
  const profile = await database.row('Users', userKey(userId));
  const avatarUrl = String(profile?.['avatarUrl'] ?? avatarOf(login));
  const history = Array.from({ length: count }, (_, day) => ({
    exerciseId: `${login}-e-${String((day * STRIDE) % count).padStart(6, '0')}`,
    completedAt: new Date(begun + day * DAY_MS).toISOString(),
    points: 5 * (day % 4),
  }));
  const boards = new Map<string, BoardItem>();
  for (const { completedAt, points } of history) {
    const moment = Date.parse(completedAt);
    for (const period of boardPeriods(moment)) {
      const before = boards.get(period);
      const sum = (before?.points ?? 0) + points;
      const ranked = points > 0 ? rankKey(sum, moment) : before?.rankKey;
      boards.set(period, {
        points: sum,
        completions: (before?.completions ?? 0) + 1,
        username: login,
        avatarUrl,
        lastCompletedAt: completedAt,
        ...(ranked !== undefined && { rankKey: ranked }),
      });
    }
  }
  await database.putAll(
    'Exercises',
    history.map(({ exerciseId }) => ({
      ...statsKey(exerciseId, 0),
      completions: 1,
      attempts: 1,
    })),
  );
  await database.putAll(
    'Leaderboards',
    [...boards].map(([period, row]) => ({ ...boardKey(period, userId), ...row })),
  );
  // Last, because the functions on its stream read the other tables.
  await database.putAll(
    'Progress',
    history.map(({ exerciseId, completedAt, points }) => ({
      ...progressKey(userId, exerciseId),
      exerciseId,
      startedAt: completedAt,
      completedAt,
      attempts: 1,
      username: login,
      avatarUrl,
      points,
      ...solversIndex(exerciseId, completedAt),
    })),
  );
  return history;
}
