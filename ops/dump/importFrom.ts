import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../local/database/tables';
import { LocalError } from '../../local/error';
import type { TableName, TableNames } from '../../model/tables';
import { readDump, TABLES } from './format';
import { batchWriter, emptyTable, isEmpty } from './rows';

/**
 * Writes the rows of a dump to a database. Checks the whole file before it writes.
 *
 * @param mayReplace whether to delete rows that the database has
 * @returns the number of rows
 * @throws LocalError if the file is not a complete dump, or the database has rows
 */
export async function importFrom(
  file: string,
  client: DynamoDBClient,
  names: TableNames,
  mayReplace: boolean,
): Promise<number> {
  let rows = 0;
  for await (const _ of readDump(file)) rows += 1;
  await createTables(client, names);
  const filled: TableName[] = [];
  for (const table of TABLES) {
    if (!(await isEmpty(client, names[table]))) filled.push(table);
  }
  if (filled.length > 0 && !mayReplace) {
    throw new LocalError(
      `The database already has rows in ${filled.join(', ')}. Add --replace to delete all of its rows first.`,
    );
  }
  for (const table of filled) await emptyTable(client, names[table]);
  const writer = batchWriter(client);
  for await (const { table, row } of readDump(file)) await writer.write(names[table], row);
  await writer.flush();
  return rows;
}
