import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { endWith, readArguments } from '../commandLine/readArguments';
import { runSst } from '../infra/platform/sst';
import { tableNames } from '../local/config';
import { clientSettings, linkResources } from '../local/resources';
import { findTarget } from '../local/runningStack';
import type { Command } from './run';

const USAGE =
  'Usage: pnpm stats reconcile --stage <stage> [--repair]\n' +
  '       pnpm stats announce --stage <stage>\n' +
  'Without --stage, uses the running local stack, or the DynamoDB at DYNAMODB_ENDPOINT.';

// Suppresses the SDK's warning about a Node.js version that is supported here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/**
 * `pnpm stats reconcile` compares the numbers of a stage with its completed rows. `pnpm stats
 * announce` announces completions that were never announced. Both use the names and credentials
 * that `sst shell` provides, or a local database.
 *
 * Exits with 0 if everything is correct or was repaired or announced; with 2 if drift remains,
 * someone is not ranked yet, numbers changed too often to compare, or something could not be
 * announced; with 1 if the command failed.
 */
async function main(): Promise<number> {
  const { stage, command } = readCommand();
  if (stage !== undefined) {
    return runSst(stage, ['shell', 'node', 'scripts/launch.mjs', 'ops/linked.ts', command]).status;
  }
  const { dynamoEndpoint, port } = await findTarget(process.env);
  const url = `http://localhost:${port}`;
  linkResources({ url, frontendUrl: url, dynamoEndpoint, jwtSecret: '' });
  // Functions read their links when they are imported.
  const { run } = await import('./run');
  return run(command, new DynamoDBClient(clientSettings(dynamoEndpoint)), tableNames);
}

function readCommand(): { stage: string | undefined; command: Command } {
  const { values, positionals } = readArguments({
    usage: USAGE,
    positionals: 1,
    options: { stage: { type: 'string' }, repair: { type: 'boolean', default: false } },
  });
  const { stage, repair } = values;
  if (positionals[0] === 'reconcile') return { stage, command: repair ? 'repair' : 'reconcile' };
  return positionals[0] === 'announce' && !repair ? { stage, command: 'announce' } : endWith(USAGE);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(
    `The command failed: ${error instanceof Error ? error.message || error.name : 'unknown error'}`,
  );
  process.exitCode = 1;
}
