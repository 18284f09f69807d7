import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { tableNames } from '../../local/config';
import type { ItemKey } from '../../model/keys';
import type { TableName } from '../../model/tables';
import { ownerOf } from '../../ops/rows';

/** A row that belongs to a person. */
export interface OwnedRow extends ItemKey {
  readonly table: TableName;
  readonly userId: string;
}

/** Tables with rows of people. The others belong to the catalogue. */
const PEOPLE_TABLES = ['Users', 'Progress', 'Sessions', 'Leaderboards'] as const;

/** Reads every row of every person, in all tables. */
export async function rowsOfPeople(client: DynamoDBClient): Promise<OwnedRow[]> {
  const rows: OwnedRow[] = [];
  for (const table of PEOPLE_TABLES) {
    const pages = paginateScan(
      { client: DynamoDBDocumentClient.from(client) },
      { TableName: tableNames[table], ConsistentRead: true },
    );
    for await (const { Items = [] } of pages) {
      for (const { pk, sk, userId: holder } of Items as (ItemKey & { userId?: string })[]) {
        const userId = ownerOf({ pk, sk, userId: holder });
        if (userId !== undefined) rows.push({ table, pk, sk, userId });
      }
    }
  }
  return rows;
}
