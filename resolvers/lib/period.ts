import type { LeaderboardPeriod } from '../schema.types';

/** The period that a field is asked for: all time by default. */
export const periodOf = (period: LeaderboardPeriod | null | undefined): LeaderboardPeriod =>
  period ?? 'ALL_TIME';
