import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../../local/config';
import { findBinary, startEmbedded, type EmbeddedDynamo } from '../../local/database/embedded';
import { createTables } from '../../local/database/tables';
import type { ItemKey } from '../../model/keys';
import type { TableName } from '../../model/tables';

type Plain = string | number | readonly (string | number)[];

/** An item with strings, numbers and lists of these. */
export type PlainRow = ItemKey & Record<string, Plain>;

/**
 * Starts a database with so many rows that writing them would take a minute. They are imported in
 * DynamoDB's format for exports to S3. Removed after the test file.
 */
export async function givenImportedDatabase(
  rows: Partial<Record<TableName, readonly PlainRow[]>>,
): Promise<EmbeddedDynamo> {
  const folder = await mkdtemp(join(tmpdir(), 'akasha-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const schema = join(folder, 'schema.json');
  await writeFile(schema, JSON.stringify(await tableDescriptions()));
  const source = join(folder, 'export');
  for (const [table, items] of Object.entries(rows) as [TableName, PlainRow[]][]) {
    const data = join(source, tableNames[table], 'data');
    await mkdir(data, { recursive: true });
    const lines = items.map((row) => JSON.stringify({ Item: typed(row) })).join('\n');
    await writeFile(join(data, 'rows.json.gz'), gzipSync(lines, { level: 1 }));
  }
  const dbPath = join(folder, 'data.sqlite');
  const args = ['import', '--source', source, '--schema', schema, '--output', dbPath];
  await promisify(execFile)(findBinary(), args);
  const database = await startEmbedded({ dbPath });
  afterAll(() => database.stop());
  return database;
}

/** Results of `DescribeTable`, from which the import creates the tables. */
async function tableDescriptions() {
  const database = await startEmbedded();
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  await createTables(client, tableNames);
  const descriptions = await Promise.all(
    Object.values(tableNames).map(async (TableName) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      return { Table };
    }),
  );
  client.destroy();
  await database.stop();
  return descriptions;
}

const typed = (row: PlainRow) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, attribute(value)]));

function attribute(value: Plain): object {
  if (typeof value === 'number') return { N: String(value) };
  return typeof value === 'string' ? { S: value } : { L: value.map(attribute) };
}
