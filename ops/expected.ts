import { rankKey } from '../model/board';
import { boardPeriods } from '../model/period';

/** The contribution of a completed row of `Progress`. */
export interface Completion {
  readonly exerciseId: string;
  /** ISO 8601. */
  readonly completedAt: string;
  readonly attempts: number;
  readonly points: number;
}

/** The counters of one exercise. */
export interface Counters {
  readonly completions: number;
  readonly attempts: number;
}

/** A person's standing in one period, without the name and avatar. */
export interface Standing {
  readonly points: number;
  readonly completions: number;
  readonly lastCompletedAt: string;
  readonly rankKey?: string;
}

/** An exercise's counters, computed from its completions. */
export const countersOf = (completions: readonly Completion[]): Counters => ({
  completions: completions.length,
  attempts: completions.reduce((sum, { attempts }) => sum + attempts, 0),
});

/** A person's standing in every period, computed from all of their completions. */
export function standingsOf(completions: readonly Completion[]): Map<string, Standing> {
  const inOrder = [...completions].sort((a, b) => (a.completedAt < b.completedAt ? -1 : 1));
  const standings = new Map<string, Standing>();
  for (const { completedAt, points } of inOrder) {
    const moment = Date.parse(completedAt);
    for (const period of boardPeriods(moment)) {
      const before = standings.get(period);
      const sum = (before?.points ?? 0) + points;
      const key = points > 0 ? rankKey(sum, moment) : before?.rankKey;
      standings.set(period, {
        points: sum,
        completions: (before?.completions ?? 0) + 1,
        lastCompletedAt: completedAt,
        ...(key !== undefined && { rankKey: key }),
      });
    }
  }
  return standings;
}
