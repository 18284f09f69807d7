import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TypedRow } from '../../local/database/rowText';
import { tables, type TableDefinition, type TableName } from '../../model/tables';

/** All rows of a table, strongly consistent, except those that DynamoDB may have deleted by now. */
export async function* lastingRows(
  client: DynamoDBClient,
  table: TableName,
  name: string,
  now: Date,
): AsyncGenerator<TypedRow> {
  const { ttl }: TableDefinition = tables[table];
  const pages = paginateScan({ client }, { TableName: name, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const row of Items) {
      // A restored table does not expire rows.
      const expiresAt = ttl === undefined ? undefined : row[ttl]?.N;
      if (expiresAt === undefined || Number(expiresAt) * 1_000 > now.getTime()) yield row;
    }
  }
}

/** The key of a row as operators see and enter it: `USER#1 PROFILE`. */
export const keyText = ({ pk, sk }: TypedRow): string => `${pk?.S} ${sk?.S}`;
