import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Resource } from 'sst';
import { byTable, type TableName } from '../model/tables';
import { COMMANDS, run } from './run';

/** The resources that infra links to commands that run in `sst shell`. */
const linked = Resource as unknown as Readonly<Record<TableName, { readonly name: string }>>;

/** Runs the command named by the first argument on the linked tables. */
async function main([name]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((each) => each === name);
  if (!command) throw new Error(`Unknown command: ${name}. Use ${COMMANDS.join(', ')}.`);
  const names = byTable((table) => linked[table].name);
  return run(command, new DynamoDBClient(), names);
}

process.exitCode = await main(process.argv.slice(2));
