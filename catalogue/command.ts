import { parseArgs } from 'node:util';
import { runSst } from '../infra/platform/sst';

const USAGE = 'Usage: pnpm catalogue publish --stage <stage> [--remove <id of a lab>]...';

/**
 * `pnpm catalogue publish`: publishes `exercises/` to a stage, with the names and the credentials that
 * `sst shell` gives to what runs in it.
 */
function main(args: string[]): number {
  const { stage, remove, positionals } = readArguments(args);
  if (stage === undefined || positionals.join() !== 'publish') {
    console.error(USAGE);
    return 1;
  }
  return runSst(stage, [
    'shell',
    'node',
    'local/launch.mjs',
    'catalogue/publishLinked.ts',
    ...remove,
  ]).status;
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { stage: { type: 'string' }, remove: { type: 'string', multiple: true } },
    });
    return { stage: values.stage, remove: values.remove ?? [], positionals };
  } catch {
    return { stage: undefined, remove: [], positionals: [] };
  }
}

process.exitCode = main(process.argv.slice(2));
