import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { conditionOf, updateOf } from '../functions/lib/expression';
import { countPeople } from '../functions/lib/ranks';
import { boardKey } from '../model/board';
import { statsKey, type StatsItem } from '../model/exercise';
import { unchanged, updateExpression } from '../model/expression';
import type { ItemKey } from '../model/keys';
import type { NameItem } from '../model/name';
import type { ProgressItem } from '../model/progress';
import type { TableName } from '../model/tables';
import { userKey } from '../model/user';
import type { OrphanDrift, OrphanRow } from './differences';
import { profileIds, rowsByOwner, type Standings, type Store, type Tree } from './rows';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * People who have rows but no profile: no one can sign in as them or delete the rows.
 *
 * @param standings board rows of everyone
 * @param trees by period
 */
export async function findOrphans(
  store: Store,
  standings: ReadonlyMap<string, Standings>,
  trees: ReadonlyMap<string, Tree>,
): Promise<OrphanDrift[]> {
  const owned = await rowsByOwner(store);
  // Read after the rows: a profile is written before them and deleted after them.
  const profiles = await profileIds(store);
  // Being counted in a tree is not enough: trees still count people who have just left, until the
  // stream is processed.
  const suspects = new Set(
    [...owned.keys(), ...standings.keys()].filter((id) => !profiles.has(id)),
  );
  const orphans: OrphanDrift[] = [];
  for (const userId of [...suspects].sort()) {
    const boards = [...(standings.get(userId) ?? new Map()).keys()].map((period) => ({
      table: 'Leaderboards' as const,
      ...boardKey(period, userId),
    }));
    const rows: OrphanRow[] = [];
    for (const { table, pk, sk } of [...(owned.get(userId) ?? []), ...boards]) {
      if (await read(store, table, { pk, sk })) rows.push({ table, pk, sk });
    }
    if (rows.length === 0 || (await read(store, 'Users', userKey(userId)))) continue;
    const countedOn = [...trees].flatMap(([period, { counted }]) =>
      counted.has(userId) ? [period] : [],
    );
    orphans.push({ kind: 'orphan', userId, rows, countedOn, found: rows.length, expected: 0 });
  }
  return orphans;
}

/**
 * Removes the rows, and the contribution of completed rows to their exercises, each on condition
 * that there is no profile. Then removes the person from the trees. Board rows are not removed
 * together with the work, so the stream may have processed the work too early.
 * @returns false if a row or the account changed in the meantime
 */
export async function removeOrphan(
  store: Store,
  { userId, rows, countedOn }: OrphanDrift,
): Promise<boolean> {
  const { documents, names } = store;
  for (const { table, pk, sk } of rows) {
    const row = await read(store, table, { pk, sk });
    if (!row) continue;
    const completed = table === 'Progress' ? completedOf(row) : undefined;
    const items: TransactItem[] = [
      {
        ConditionCheck: {
          TableName: names.Users,
          Key: userKey(userId),
          ...conditionOf(unchanged<ItemKey>({ pk: null })),
        },
      },
      {
        Delete: {
          TableName: names[table],
          Key: { pk, sk },
          ...conditionOf(
            unchanged<ProgressItem & NameItem>({
              completedAt: completed?.completedAt ?? null,
              // Someone else may take the name.
              ...(table === 'Users' && { userId }),
            }),
          ),
        },
      },
    ];
    if (completed) {
      items.push({
        Update: {
          TableName: names.Exercises,
          Key: statsKey(completed.exerciseId, 0),
          ...updateOf(
            updateExpression<StatsItem>({
              add: { completions: -1, attempts: -completed.attempts },
            }),
          ),
        },
      });
    }
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: items }));
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  }
  for (const period of countedOn) {
    await countPeople({ dynamo: documents, tableName: names.Leaderboards }, period, [userId]);
  }
  return true;
}

const completedOf = (row: Record<string, unknown>): ProgressItem | undefined =>
  row['completedAt'] === undefined ? undefined : (row as unknown as ProgressItem);

async function read(
  { documents, names }: Store,
  table: TableName,
  { pk, sk }: ItemKey,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: names[table], Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item;
}
