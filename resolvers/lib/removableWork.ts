import { util } from '@aws-appsync/utils';
import { boardPeriods } from '../../model/period';
import type { ProgressItem } from '../../model/progress';
import type { Removable } from './account';

/** What DynamoDB takes in one transaction. */
const ITEMS_MAX = 100;

/**
 * The first rows that one transaction can remove with what they counted for: each is an item, each
 * completed one a counter more, and each period a standing.
 */
export function removableWork(history: ProgressItem[]): Removable[] {
  const periodsSeen: Record<string, boolean> = {};
  let items = 0;
  const removable: Removable[] = [];
  history.forEach((row) => {
    const periods = periodsOfRow(row);
    const unseen = periods.filter((period) => !periodsSeen[period]);
    // Once the transaction is full, no smaller row slips in: the rest stays in the order of its keys.
    items += (row.completedAt ? 2 : 1) + unseen.length;
    if (items > ITEMS_MAX) return;
    unseen.forEach((period) => {
      periodsSeen[period] = true;
    });
    removable.push({ row, periods });
  });
  return removable;
}

/** Every period that some of the rows counted in, each once. */
export function periodsOf(rows: Removable[]): string[] {
  const all: Record<string, boolean> = {};
  rows.forEach(({ periods }) => {
    periods.forEach((period) => {
      all[period] = true;
    });
  });
  return Object.keys(all);
}

const periodsOfRow = (row: ProgressItem): string[] =>
  row.completedAt ? boardPeriods(util.time.parseISO8601ToEpochMilliSeconds(row.completedAt)) : [];
