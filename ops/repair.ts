import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionOf, updateIf } from '../functions/lib/expression';
import { boardKey, type BoardItem } from '../model/board';
import { statsKey, type StatsItem } from '../model/exercise';
import { unchanged, updateExpression, type Expression } from '../model/expression';
import type { ItemKey } from '../model/keys';
import { rankPk } from '../model/rankTree';
import { ACTIVE_CONDITION, userKey } from '../model/user';
import type { CountersDrift, Drift, StandingDrift, TreeDrift } from './differences';
import { removeFormerTree } from './formerTrees';
import { repairName } from './names';
import { removeOrphan } from './orphans';
import { exerciseCounters, type Store } from './rows';

/**
 * Errors of a repair if an item has changed, or if a completion is writing it: a single write fails
 * with one of the first two, a transaction with the last.
 */
const OVERTAKEN = [
  ConditionalCheckFailedException,
  TransactionConflictException,
  TransactionCanceledException,
];

/** The attributes that must be unchanged for a repair. */
const COUNTERS = ['completions', 'attempts'] as const;
const STANDING = ['points', 'completions', 'lastCompletedAt', 'rankKey'] as const;

/**
 * Overwrites the state that was found with the expected state.
 * @returns false if it has changed since, or is being changed; nothing was overwritten
 */
export async function repairDrift(store: Store, drift: Drift): Promise<boolean> {
  try {
    if (drift.kind === 'orphan') return await removeOrphan(store, drift);
    if (drift.kind === 'former tree') return await removeFormerTree(store, drift);
    if (drift.kind === 'name') return await repairName(store, drift);
    if (drift.kind === 'counters') return await addDifference(store, drift);
    if (drift.kind === 'standing') await writeStanding(store, drift);
    else await correctNode(store, drift);
    return true;
  } catch (error) {
    if (OVERTAKEN.some((kind) => error instanceof kind)) return false;
    throw error;
  }
}

/**
 * Adds the difference to the first shard, on condition that it has not changed. A concurrent repair
 * changes it, because all repairs write to that shard.
 * @returns false if the sum has changed since it was found
 */
async function addDifference(
  store: Store,
  { exerciseId, found, expected }: CountersDrift,
): Promise<boolean> {
  const { documents, names } = store;
  const target = { TableName: names.Exercises, Key: statsKey(exerciseId, 0) };
  const { Item: shard } = await documents.send(new GetCommand({ ...target, ConsistentRead: true }));
  // Read after the shard, so that this sum includes whatever another repair added in between.
  if (!isDeepStrictEqual(await exerciseCounters(store, exerciseId), found)) return false;
  const difference = updateExpression<StatsItem>({
    add: {
      completions: expected.completions - found.completions,
      attempts: expected.attempts - found.attempts,
    },
  });
  await documents.send(
    new UpdateCommand({
      ...target,
      ...updateIf(isAsFound<StatsItem>(COUNTERS, shard), difference),
    }),
  );
  return true;
}

async function writeStanding(
  { documents, names }: Store,
  { userId, period, found, expected, person }: StandingDrift,
): Promise<void> {
  const target = { TableName: names.Leaderboards, Key: boardKey(period, userId) };
  const asFound = isAsFound<BoardItem>(STANDING, found);
  if (!expected) {
    await documents.send(new DeleteCommand({ ...target, ...conditionOf(asFound) }));
    return;
  }
  const right = updateExpression<BoardItem>({
    set: { ...expected, ...(!found && person) },
    remove: expected.rankKey ? [] : ['rankKey'],
  });
  const update = { ...target, ...updateIf(asFound, right) };
  if (found) {
    await documents.send(new UpdateCommand(update));
    return;
  }
  // A deletion also leaves no row. The row of a deleted account must not be created again.
  const isActive = {
    TableName: names.Users,
    Key: userKey(userId),
    ConditionExpression: ACTIVE_CONDITION,
  };
  await documents.send(
    new TransactWriteCommand({ TransactItems: [{ ConditionCheck: isActive }, { Update: update }] }),
  );
}

/** The condition that a row is still as it was found. Missing attributes must still be missing. */
const isAsFound = <Item>(
  names: readonly (keyof Item & string)[],
  found: Readonly<Partial<Item>> | undefined,
): Expression =>
  found
    ? unchanged<Record<string, unknown>>(
        Object.fromEntries(names.map((name) => [name, found[name] ?? null])),
      )
    : unchanged<ItemKey>({ pk: null });

async function correctNode(
  { documents, names }: Store,
  { period, node, counter, found, expected }: TreeDrift,
): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: names.Leaderboards,
      Key: { pk: rankPk(period), sk: node },
      UpdateExpression: `ADD ${counter} :difference`,
      ConditionExpression:
        found === 0
          ? `attribute_not_exists(${counter}) OR ${counter} = :found`
          : `${counter} = :found`,
      ExpressionAttributeValues: { ':difference': expected - found, ':found': found },
    }),
  );
}
