import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { endWith, readArguments } from '../commandLine/readArguments';
import { runSst } from '../infra/platform/sst';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../local/config';
import { isAws, linkResources } from '../local/resources';
import { findTarget } from '../local/runningStack';
import type { Command } from './run';

const USAGE =
  'Usage: pnpm stats reconcile --stage <stage> [--repair]\n' +
  '       pnpm stats announce --stage <stage>\n' +
  'Without --stage, on the data of the local stack that runs; or of the DynamoDB at DYNAMODB_ENDPOINT.';

// The SDK warns of a Node.js version that this runs on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/**
 * `pnpm stats reconcile` holds the numbers of a stage against its completed rows, `pnpm stats announce`
 * announces what never was: with the names and the credentials that `sst shell` gives to what runs in
 * it; or those of a local database.
 *
 * Exits 0 when everything is as it must be or was repaired or announced; 2 when a drift is left,
 * somebody is not ranked yet, numbers changed too often to tell, or something could not be announced; 1
 * when it failed.
 */
async function main(): Promise<number> {
  const { stage, command } = readCommand();
  if (stage !== undefined) {
    return runSst(stage, ['shell', 'node', 'local/launch.mjs', 'stats/linked.ts', command]).status;
  }
  const { dynamoEndpoint, port } = await findTarget(process.env);
  const url = `http://localhost:${port}`;
  linkResources({ url, frontendUrl: url, dynamoEndpoint, jwtSecret: '' });
  // Functions read what they are linked to when they are imported.
  const { run } = await import('./run');
  const client = new DynamoDBClient({
    endpoint: dynamoEndpoint,
    region: REGION,
    ...(!isAws(dynamoEndpoint) && { credentials: LOCAL_CREDENTIALS }),
  });
  return run(command, client, tableNames);
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
  console.error(`Not done: ${error instanceof Error ? error.message || error.name : 'failed'}`);
  process.exitCode = 1;
}
