import { util } from '@aws-appsync/utils';
import { boardPeriods } from '../../model/period';
import type { ProgressItem } from '../../model/progress';
import type { Removable } from './deletionStash';

/** Maximum number of items in a DynamoDB transaction. */
const ITEMS_MAX = 100;

/**
 * The first rows that one transaction can remove along with their contributions. Each row is one
 * item, each completed row adds a counter, and each period adds a standing.
 */
export function removableWork(work: ProgressItem[]): Removable[] {
  const periodsSeen: Record<string, boolean> = {};
  let items = 0;
  const removable: Removable[] = [];
  work.forEach((row) => {
    const periods = periodsOfRow(row);
    const unseen = periods.filter((period) => !periodsSeen[period]);
    // Once the transaction is full, no smaller row is added, so that the rest stays in key order.
    items += (row.completedAt ? 2 : 1) + unseen.length;
    if (items > ITEMS_MAX) return;
    unseen.forEach((period) => {
      periodsSeen[period] = true;
    });
    removable.push({ row, periods });
  });
  return removable;
}

/** Every period in which any of the rows counts, without duplicates. */
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
