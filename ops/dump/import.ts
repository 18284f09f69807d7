import { readArguments } from '../../commandLine/readArguments';
import { tableNames } from '../../local/config';
import { LocalError } from '../../local/error';
import { importFrom } from './importFrom';
import { onLocalData } from './localData';

// Suppresses the SDK's warning about a Node.js version that is supported here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/**
 * `pnpm db:import` writes the rows of a dump to the database of the local stack, and reconciles it.
 *
 * @returns the exit code: 2 if the imported numbers contradict each other
 */
async function main(): Promise<number> {
  const { positionals, values } = readArguments({
    usage: 'Usage: pnpm db:import <file> [--replace]',
    positionals: 1,
    options: { replace: { type: 'boolean', default: false } },
  });
  const file = positionals[0]!;
  return onLocalData(true, async (client, place) => {
    const rows = await importFrom(file, client, tableNames, values.replace);
    console.log(`Imported ${rows} rows from ${file} to ${place}.`);

    const [{ reconcile }, { exitCode, report }] = await Promise.all([
      import('../reconcile'),
      import('../report'),
    ]);
    const reconciliation = await reconcile(client, tableNames, { repair: false });
    console.log(report(reconciliation));
    return exitCode(reconciliation);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : 'unknown error';
  console.error(error instanceof LocalError ? reason : `The command failed: ${reason}`);
  process.exitCode = 1;
}
