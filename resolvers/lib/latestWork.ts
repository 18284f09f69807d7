import { util } from '@aws-appsync/utils';
import { boardPeriods } from '../../model/period';
import type { ProgressItem } from '../../model/progress';

/**
 * Rows that one transaction removes. Each completed one is a row, a counter and up to two boards of its
 * own, beside the board of all time: 81 of the hundred items that a transaction may have.
 */
const AT_ONCE = 20;

/** When a row's lab was completed; the empty text, before all others, when it was not. */
const completedAt = (row: ProgressItem): string => row.completedAt ?? '';

/**
 * The work that is removed next: the latest completions, so that what stays is how things once stood;
 * what was never completed goes last.
 */
export function latestWork(history: ProgressItem[]): ProgressItem[] {
  const byMoment: Record<string, ProgressItem> = {};
  history.forEach((row) => {
    byMoment[`${completedAt(row)} ${row.exerciseId}`] = row;
  });
  return Object.keys(byMoment)
    .sort()
    .reverse()
    .slice(0, AT_ONCE)
    .map((key) => byMoment[key]!);
}

/** Every period that some of the rows counted in, each once. */
export function periodsOf(rows: ProgressItem[]): string[] {
  const periods: Record<string, boolean> = {};
  rows.forEach((row) => {
    periodsOfRow(row).forEach((period) => {
      periods[period] = true;
    });
  });
  return Object.keys(periods);
}

/** The periods that a row counted in; none until it is completed. */
export const periodsOfRow = (row: ProgressItem): string[] =>
  row.completedAt ? boardPeriods(util.time.parseISO8601ToEpochMilliSeconds(row.completedAt)) : [];
