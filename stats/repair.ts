import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { boardKey } from '../model/board';
import { statsKey } from '../model/exercise';
import { rankPk } from '../model/rankTree';
import type { CountersDrift, Drift, StandingDrift, TreeDrift } from './differences';
import { removeFormerTree } from './formerTrees';
import { removeOrphan } from './orphans';
import type { Store } from './rows';

/**
 * Writes what must be in place of what was found.
 * @returns false when it is no longer what was found: somebody changed it, and nothing was written
 */
export async function repairDrift(store: Store, drift: Drift): Promise<boolean> {
  if (drift.kind === 'orphan') return removeOrphan(store, drift);
  if (drift.kind === 'former tree') return removeFormerTree(store, drift);
  try {
    if (drift.kind === 'counters') await addDifference(store, drift);
    else if (drift.kind === 'standing') await writeStanding(store, drift);
    else await correctNode(store, drift);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** A sum: what is completed in the meantime adds to it all the same. */
async function addDifference(
  { documents, names }: Store,
  { exerciseId, found, expected }: CountersDrift,
): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: names.Exercises,
      Key: statsKey(exerciseId, 0),
      UpdateExpression: 'ADD completions :completions, attempts :attempts',
      ExpressionAttributeValues: {
        ':completions': expected.completions - found.completions,
        ':attempts': expected.attempts - found.attempts,
      },
    }),
  );
}

async function writeStanding(
  { documents, names }: Store,
  { userId, period, found, expected, person }: StandingDrift,
): Promise<void> {
  const target = { TableName: names.Leaderboards, Key: boardKey(period, userId) };
  const unchanged = isAsFound(found);
  if (!expected) {
    await documents.send(
      new DeleteCommand({
        ...target,
        ConditionExpression: unchanged.condition,
        ExpressionAttributeValues: unchanged.values,
      }),
    );
    return;
  }
  const values = { ...expected, ...(!found && person) };
  const assignments = Object.keys(values).map((name) => `${name} = :${name}`);
  await documents.send(
    new UpdateCommand({
      ...target,
      UpdateExpression: `SET ${assignments.join(', ')}${expected.rankKey ? '' : ' REMOVE rankKey'}`,
      ConditionExpression: unchanged.condition,
      ExpressionAttributeValues: {
        ...unchanged.values,
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      },
    }),
  );
}

/** That a row is what was found. Whatever is missing in it must be missing still. */
function isAsFound(found: StandingDrift['found']) {
  if (!found) return { condition: 'attribute_not_exists(pk)', values: {} };
  const { points, completions, lastCompletedAt, rankKey } = found;
  const each = Object.entries({ points, completions, lastCompletedAt, rankKey });
  const present = each.filter(([, value]) => value !== undefined);
  return {
    condition: each
      .map(([name, value]) =>
        value === undefined ? `attribute_not_exists(${name})` : `${name} = :found_${name}`,
      )
      .join(' AND '),
    values: Object.fromEntries(present.map(([name, value]) => [`:found_${name}`, value])),
  };
}

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
