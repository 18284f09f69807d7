import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { linkedTables } from './linkedTables';
import { COMMANDS, run } from './run';

/** Runs the command named by the first argument on the linked tables. */
async function main([name]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((each) => each === name);
  if (!command) throw new Error(`Unknown command: ${name}. Use ${COMMANDS.join(', ')}.`);
  return run(command, new DynamoDBClient(), linkedTables());
}

process.exitCode = await main(process.argv.slice(2));
