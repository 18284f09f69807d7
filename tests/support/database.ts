import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  UpdateCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { tableNames } from '../../local/config';
import { boardKey } from '../../model/board';
import { exercisePk, STATS_PREFIX } from '../../model/exercise';
import type { ItemKey } from '../../model/keys';
import { INDEX, type TableName } from '../../model/tables';
import { userPk } from '../../model/user';

type Row = Record<string, unknown>;

/** DynamoDB's limit for one batch of writes. */
const BATCH = 25;

/** Accesses a stack's tables directly, bypassing the API. */
export interface Database {
  row(table: TableName, key: ItemKey): Promise<Row | null>;
  put(table: TableName, key: ItemKey, attributes: Row): Promise<void>;
  /** Writes many rows, including their keys. */
  putAll(table: TableName, rows: readonly (ItemKey & Row)[]): Promise<void>;
  remove(table: TableName, key: ItemKey): Promise<void>;
  /** A person's rows, in `Leaderboards` those of the given periods. */
  rowsOf(table: 'Progress' | 'Leaderboards', userId: string, periods?: string[]): Promise<Row[]>;
  /** Sets attributes of a row. */
  update(table: TableName, key: ItemKey, attributes: Row): Promise<void>;
  /** The completed rows of an exercise, from its index of solvers. */
  completedRows(exerciseId: string): Promise<Row[]>;
  /** The sum of an exercise's counter over all shards. */
  countedCompletions(exerciseId: string): Promise<number>;
}

export function databaseAt(endpoint: string): Database {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );

  async function query(
    table: TableName,
    index: string | undefined,
    condition: string,
    values: Row,
  ): Promise<Row[]> {
    const rows: Row[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableNames[table],
        IndexName: index,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: values,
      },
    );
    for await (const { Items = [] } of pages) rows.push(...Items);
    return rows;
  }

  return {
    async row(table, key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableNames[table], Key: key, ConsistentRead: true }),
      );
      return Item ?? null;
    },

    async put(table, key, attributes) {
      await client.send(
        new PutCommand({ TableName: tableNames[table], Item: { ...attributes, ...key } }),
      );
    },

    async putAll(table, rows) {
      for (let start = 0; start < rows.length; start += BATCH) {
        const writes = rows.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [tableNames[table]]: writes } }));
      }
    },

    async remove(table, key) {
      await client.send(new DeleteCommand({ TableName: tableNames[table], Key: key }));
    },

    async rowsOf(table, userId, periods = []) {
      if (table === 'Progress') {
        return query('Progress', undefined, 'pk = :pk', { ':pk': userPk(userId) });
      }
      const rows = await Promise.all(
        periods.map((period) => this.row('Leaderboards', boardKey(period, userId))),
      );
      return rows.filter((row) => row !== null);
    },

    async update(table, key, attributes) {
      const names = Object.keys(attributes);
      await client.send(
        new UpdateCommand({
          TableName: tableNames[table],
          Key: key,
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            names.map((name) => [`:${name}`, attributes[name]]),
          ),
        }),
      );
    },

    completedRows: (exerciseId) =>
      query('Progress', INDEX, 'gsi1pk = :pk', { ':pk': exercisePk(exerciseId) }),

    async countedCompletions(exerciseId) {
      const shards = await query('Exercises', undefined, 'pk = :pk AND begins_with(sk, :prefix)', {
        ':pk': exercisePk(exerciseId),
        ':prefix': STATS_PREFIX,
      });
      return shards.reduce((sum, shard) => sum + Number(shard['completions']), 0);
    },
  };
}
