import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPlatform } from './install';

/**
 * Compiles `sst.config.ts` and `infra/` against SST's own types. SST ships them as sources that do
 * not satisfy our compiler options, so only errors in our own files are reported.
 */
installPlatform();
const root = fileURLToPath(new URL('../..', import.meta.url));
const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  ['node_modules/typescript-7/bin/tsc', '-p', 'infra', '--pretty', 'false'],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
// SST's own errors give a status too. Without one, the compiler was stopped.
if (status === null) throw error ?? new Error('The compiler was stopped before it finished.');

/** Each starts with its file. Further lines of an error are indented. */
const errors = `${stdout}${stderr}`.split(/\n(?=\S)/);
const ours = errors.filter((each) => each.trim() !== '' && !each.startsWith('.sst/platform/'));
process.stderr.write(ours.map((each) => `${each.trimEnd()}\n`).join(''));
process.exitCode = ours.length > 0 ? 1 : 0;
