import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseArgs } from 'node:util';
import { runSst } from '../infra/platform/sst';
import { LOCAL_CREDENTIALS, REGION, tableNames } from '../local/config';
import { isAws } from '../local/resources';
import { reconcile } from './reconcile';
import { exitCode, report } from './report';

const USAGE =
  'Usage: pnpm stats reconcile --stage <stage> [--repair]\n' +
  'Without --stage, on the local tables of the DynamoDB at DYNAMODB_ENDPOINT.';

// The SDK warns of a Node.js version that this runs on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/**
 * `pnpm stats reconcile`: holds the numbers of a stage against its completed rows, with the names and
 * the credentials that `sst shell` gives to what runs in it; or those of a local database.
 *
 * Exits 0 when everything is as it must be or was repaired, 2 when a drift is left or somebody is not
 * ranked yet, 1 when it failed.
 */
async function main(args: string[]): Promise<number> {
  const { stage, repair, positionals } = readArguments(args);
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  if (positionals.join() !== 'reconcile' || (stage === undefined && !endpoint)) {
    console.error(USAGE);
    return 1;
  }
  if (stage !== undefined) {
    return runSst(stage, [
      'shell',
      'node',
      'local/launch.mjs',
      'stats/reconcileLinked.ts',
      ...(repair ? ['repair'] : []),
    ]).status;
  }
  const client = new DynamoDBClient({
    endpoint: endpoint!,
    region: REGION,
    ...(!isAws(endpoint!) && { credentials: LOCAL_CREDENTIALS }),
  });
  const reconciliation = await reconcile(client, tableNames, { repair });
  console.log(report(reconciliation));
  return exitCode(reconciliation);
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { stage: { type: 'string' }, repair: { type: 'boolean' } },
    });
    return { stage: values.stage, repair: values.repair ?? false, positionals };
  } catch {
    return { stage: undefined, repair: false, positionals: [] };
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    `Not reconciled: ${error instanceof Error ? error.message || error.name : 'failed'}`,
  );
  process.exitCode = 1;
}
