import { endWith, readArguments } from '../commandLine/readArguments';
import { runSst } from '../infra/platform/sst';

const USAGE = 'Usage: pnpm catalogue publish --stage <stage> [--remove <exercise id>]...';

/**
 * `pnpm catalogue publish` publishes `exercises/` to a stage, with the names and credentials that
 * `sst shell` provides.
 */
function main(): number {
  const { values, positionals } = readArguments({
    usage: USAGE,
    positionals: 1,
    options: { stage: { type: 'string' }, remove: { type: 'string', multiple: true } },
  });
  const { stage, remove = [] } = values;
  if (stage === undefined || positionals[0] !== 'publish') return endWith(USAGE);
  return runSst(stage, [
    'shell',
    'node',
    'scripts/launch.mjs',
    'catalogue/publishLinked.ts',
    ...remove,
  ]).status;
}

process.exitCode = main();
