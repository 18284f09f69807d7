import type { LeaderboardPeriod } from '../schema.types';

/** The requested period. Defaults to all time. */
export const periodOf = (period: LeaderboardPeriod | null | undefined): LeaderboardPeriod =>
  period ?? 'ALL_TIME';
