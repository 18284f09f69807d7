import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { limitConcurrency } from '../local/concurrency';
import type { ItemKey } from '../model/keys';
import type { FormerTreeDrift } from './differences';
import type { Store } from './rows';

const REMOVALS_AT_ONCE = 8;

export const formerTreeDrifts = (
  formerTrees: ReadonlyMap<string, readonly ItemKey[]>,
): FormerTreeDrift[] =>
  [...formerTrees].map(([period, rows]) => ({
    kind: 'former tree',
    period,
    rows,
    found: rows.length,
    expected: 0,
  }));

/**
 * Removes rows that nothing reads. The people counted there are counted in the current tree as
 * `pending`.
 */
export async function removeFormerTree(
  { documents, names }: Store,
  { rows }: FormerTreeDrift,
): Promise<boolean> {
  const remove = (Key: ItemKey) =>
    documents.send(new DeleteCommand({ TableName: names.Leaderboards, Key }));
  await Promise.all(rows.map(limitConcurrency(REMOVALS_AT_ONCE, remove)));
  return true;
}
