import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { tableNames } from '../../local/config';
import { PEOPLE_TABLES, type ItemKey, type TableName } from '../../model/tables';
import { userPk } from '../../model/user';

/** A row that belongs to somebody. */
export interface OwnedRow extends ItemKey {
  readonly table: TableName;
  /** The key part that names them, as `userPk` makes it. */
  readonly owner: string;
}

/** Every row of every person, in all tables. */
export async function rowsOfPeople(client: DynamoDBClient): Promise<OwnedRow[]> {
  const rows: OwnedRow[] = [];
  for (const table of PEOPLE_TABLES) {
    const pages = paginateScan(
      { client: DynamoDBDocumentClient.from(client) },
      { TableName: tableNames[table], ConsistentRead: true },
    );
    for await (const { Items = [] } of pages) {
      for (const { pk, sk } of Items as ItemKey[]) {
        const owner = [pk, sk].find((part) => part.startsWith(userPk('')));
        if (owner !== undefined) rows.push({ table, pk, sk, owner });
      }
    }
  }
  return rows;
}
