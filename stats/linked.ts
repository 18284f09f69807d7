import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Resource } from 'sst';
import { byTable, type TableName } from '../model/tables';
import { COMMANDS, run } from './run';

/** What infra links to whatever runs in `sst shell`. */
const linked = Resource as unknown as Readonly<Record<TableName, { readonly name: string }>>;

/** Carries out the command that the first argument names on the tables that are linked. */
async function main([name]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((each) => each === name);
  if (!command) throw new Error(`There is no command ${name}.`);
  const names = byTable((table) => linked[table].name);
  return run(command, new DynamoDBClient(), names);
}

process.exitCode = await main(process.argv.slice(2));
