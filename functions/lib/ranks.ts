import {
  BatchGetCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { setTimeout } from 'node:timers/promises';
import { boardKey, type BoardItem } from '../../model/board';
import { unchanged, updateExpression } from '../../model/expression';
import type { ItemKey } from '../../model/keys';
import { rankedKey, type RankedItem } from '../../model/rankTree';
import { conditionOf, updateIf, updateOf } from './expression';
import { nodeChanges, type NodeChange, type RankMove } from './rankMoves';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type BoardRow = ItemKey & Partial<BoardItem & RankedItem>;

/** Access to boards and trees. */
export interface Leaderboards {
  readonly dynamo: DynamoDBDocumentClient;
  readonly tableName: string;
}

const TRIES = 6;
/** Maximum of the first wait, in milliseconds. Each further maximum is twice the previous one. */
const FIRST_WAIT_MS = 20;

/**
 * Counts people at their current place on a board, wherever they were counted before, in one
 * transaction. Idempotent: the result depends only on the tables, so a repeated or concurrent call
 * counts no one twice.
 *
 * @param period as in `boardKey`
 * @param userIds unique, at most `MOVES_MAX`
 * @returns those who were not yet counted at their current place
 * @throws if every attempt conflicts, or if DynamoDB fails
 */
export async function countPeople(
  leaderboards: Leaderboards,
  period: string,
  userIds: readonly string[],
): Promise<readonly string[]> {
  let cause: unknown = 'DynamoDB was too busy to read.';
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const standings = await readStandings(leaderboards, period, userIds);
    const moves = standings?.filter(({ counted, rankKey }) => counted !== rankKey);
    if (moves?.length === 0) return [];
    if (moves) {
      try {
        await commit(leaderboards, period, moves);
        return moves.map(({ userId }) => userId);
      } catch (error) {
        if (!isCancelled(error)) throw error;
        cause = error;
      }
    }
    await setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 1));
  }
  throw new Error(`The rank tree was not updated in ${TRIES} attempts.`, { cause });
}

/** Cancelled by a condition or by another transaction. */
const isCancelled = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TransactionCanceledException';

/** Undefined if DynamoDB did not process all of it. */
async function readStandings(
  { dynamo, tableName: table }: Leaderboards,
  period: string,
  userIds: readonly string[],
): Promise<RankMove[] | undefined> {
  const Keys = userIds.flatMap((userId) => [boardKey(period, userId), rankedKey(period, userId)]);
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
  );
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) return undefined;
  const rows = new Map(
    ((Responses?.[table] ?? []) as BoardRow[]).map((row) => [`${row.pk} ${row.sk}`, row]),
  );
  const row = ({ pk, sk }: ItemKey) => rows.get(`${pk} ${sk}`);
  return userIds.map((userId) => ({
    userId,
    counted: row(rankedKey(period, userId))?.counted,
    rankKey: row(boardKey(period, userId))?.rankKey,
  }));
}

/**
 * Moves people, on condition that their place and the place where they are counted have not changed
 * since the read.
 */
async function commit(
  { dynamo, tableName }: Leaderboards,
  period: string,
  moves: readonly RankMove[],
): Promise<void> {
  const TransactItems = [
    ...moves.flatMap((move) => [
      boardCheck(tableName, period, move),
      markerWrite(tableName, period, move),
    ]),
    ...nodeChanges(period, moves).map((change) => nodeUpdate(tableName, change)),
  ];
  await dynamo.send(new TransactWriteCommand({ TransactItems }));
}

/**
 * Without this check, a delayed call could find the marker absent, as it had read it, after the
 * person was removed and another call had already processed the removal. It would then count the
 * person permanently.
 */
const boardCheck = (
  tableName: string,
  period: string,
  { userId, rankKey }: RankMove,
): TransactItem => ({
  ConditionCheck: {
    TableName: tableName,
    Key: boardKey(period, userId),
    ...conditionOf(unchanged<BoardItem>({ rankKey: rankKey ?? null })),
  },
});

/**
 * Moves the marker together with the nodes, on condition that it has not changed since the read.
 */
function markerWrite(
  tableName: string,
  period: string,
  { userId, counted, rankKey }: RankMove,
): TransactItem {
  const marker = { TableName: tableName, Key: rankedKey(period, userId) };
  const asRead = unchanged<RankedItem>({ counted: counted ?? null });
  if (rankKey === undefined) return { Delete: { ...marker, ...conditionOf(asRead) } };
  const moved = updateExpression<RankedItem>({ set: { counted: rankKey } });
  return { Update: { ...marker, ...updateIf(asRead, moved) } };
}

const nodeUpdate = (tableName: string, { key, counters }: NodeChange): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: key,
    ...updateOf(updateExpression<Record<string, number>>({ add: Object.fromEntries(counters) })),
  },
});
