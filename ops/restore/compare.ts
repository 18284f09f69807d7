import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { rowText, type TypedRow } from '../../local/database/rowText';
import type { TableName } from '../../model/tables';
import { keyText, lastingRows } from './sideRows';

/** The differences between a restored copy and the live table. Expired rows do not count. */
export interface Comparison {
  readonly table: TableName;
  /** Number of rows in each. */
  readonly copied: number;
  readonly live: number;
  readonly onlyInCopy: readonly string[];
  readonly onlyLive: readonly string[];
  readonly changed: readonly string[];
}

/** Half of a SHA-256: 22 characters for each row are held in memory. */
const digestOf = (row: TypedRow): string =>
  createHash('sha256').update(rowText(row)).digest('base64url').slice(0, 22);

/**
 * Compares a copy with the live table. Reads both once, strongly consistent. Neither scan is a
 * snapshot: rows that change meanwhile may appear as a difference.
 */
export async function compare(
  client: DynamoDBClient,
  table: TableName,
  { copy, live }: { copy: string; live: string },
  now: Date,
): Promise<Comparison> {
  const digests = new Map<string, string>();
  for await (const row of lastingRows(client, table, copy, now)) {
    digests.set(keyText(row), digestOf(row));
  }
  const copied = digests.size;
  let count = 0;
  const onlyLive: string[] = [];
  const changed: string[] = [];
  for await (const row of lastingRows(client, table, live, now)) {
    count += 1;
    const key = keyText(row);
    const before = digests.get(key);
    digests.delete(key);
    if (before === undefined) onlyLive.push(key);
    else if (before !== digestOf(row)) changed.push(key);
  }
  return {
    table,
    copied,
    live: count,
    onlyInCopy: [...digests.keys()].sort(),
    onlyLive: onlyLive.sort(),
    changed: changed.sort(),
  };
}

/** Keys of each kind that are listed. */
const LISTED_MAX = 20;

/** @param countsOnly whether no key is listed */
export function comparisonReport(
  { table, copied, live, ...kinds }: Comparison,
  countsOnly = false,
): string {
  const { onlyInCopy, onlyLive, changed } = kinds;
  const counts =
    `${table}: ${copied} rows in the copy, ${live} live; ` +
    `${onlyInCopy.length} only in the copy, ${onlyLive.length} only live, ${changed.length} changed`;
  if (countsOnly) return counts;
  return [
    counts,
    ...list('only in the copy', onlyInCopy),
    ...list('only live', onlyLive),
    ...list('changed', changed),
  ].join('\n');
}

const list = (kind: string, keys: readonly string[]): string[] => [
  ...keys.slice(0, LISTED_MAX).map((key) => `  ${kind}: ${key}`),
  ...(keys.length > LISTED_MAX ? [`  ${kind}: ${keys.length - LISTED_MAX} more`] : []),
];
