import {
  DeleteTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { TableName, TableNames } from '../../model/tables';
import { RestoreError } from './request';
import { sideTable } from './sideTable';

/**
 * Deletes the side tables of one moment. Live tables have other names.
 * @returns the tables that had one
 * @throws RestoreError if one is still being restored, after all others are deleted
 */
export async function removeSideTables(
  client: DynamoDBClient,
  names: TableNames,
  tables: readonly TableName[],
  at: Date,
): Promise<TableName[]> {
  const removed: TableName[] = [];
  const busy: TableName[] = [];
  for (const table of tables) {
    try {
      await client.send(new DeleteTableCommand({ TableName: sideTable(names[table], at) }));
      removed.push(table);
    } catch (error) {
      if (error instanceof ResourceInUseException) busy.push(table);
      else if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
  if (busy.length > 0) {
    throw new RestoreError(
      `DynamoDB is still restoring or deleting the copies of ${busy.join(', ')}. Run the command again later.`,
    );
  }
  return removed;
}
