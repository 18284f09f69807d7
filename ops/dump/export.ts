import { readArguments } from '../../commandLine/readArguments';
import { tableNames } from '../../local/config';
import { LocalError } from '../../local/error';
import { exportTo } from './exportTo';
import { onLocalData } from './localData';

// Suppresses the SDK's warning about a Node.js version that is supported here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// `pnpm db:export` writes all data of the local stack to a file.
try {
  const { positionals } = readArguments({ usage: 'Usage: pnpm db:export <file>', positionals: 1 });
  const file = positionals[0]!;
  await onLocalData(false, async (client, place) => {
    const rows = await exportTo(file, client, tableNames);
    console.log(`Exported ${rows} rows from ${place} to ${file}.`);
  });
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : 'unknown error';
  console.error(error instanceof LocalError ? reason : `The command failed: ${reason}`);
  process.exitCode = 1;
}
