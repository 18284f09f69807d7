import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LocalError } from '../../local/error';
import type { TableNames } from '../../model/tables';
import { headerLine, lastLine, rowLine, TABLES } from './format';
import { sortedRows } from './rows';

/**
 * Writes all rows to a file, which replaces an earlier one when it is complete.
 * @returns the number of rows
 * @throws LocalError if the tables do not exist or the file cannot be written
 */
export async function exportTo(
  file: string,
  client: DynamoDBClient,
  names: TableNames,
): Promise<number> {
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield headerLine();
    for (const table of TABLES) {
      for await (const row of sortedRows(client, names[table])) {
        rows += 1;
        yield rowLine({ table, row });
      }
    }
    yield lastLine(rows);
  }
  const unfinished = `${file}.unfinished`;
  try {
    // Only the owner may read it: it has email addresses.
    await pipeline(Readable.from(lines()), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof ResourceNotFoundException) {
      throw new LocalError('The database does not have the tables of this product.');
    }
    if (error instanceof Error && 'path' in error) {
      throw new LocalError(`${file} cannot be written: ${error.message}`);
    }
    throw error;
  }
  return rows;
}
