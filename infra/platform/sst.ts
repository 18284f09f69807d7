import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkAccess } from '../settings';
import { readEnvironment } from './environment';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * SST sends usage data to its maker by default. Disabled here, unless `SST_TELEMETRY_DISABLED=0`
 * enables it.
 */
export const sstEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  SST_TELEMETRY_DISABLED: env['SST_TELEMETRY_DISABLED'] || '1',
});

/** A state contains the code of every resolver. */
const OUTPUT_MAX_BYTES = 256 * 1024 * 1024;

/** SST's command line. */
export const sst = at('node_modules/.bin/sst');

/** The root of this repository, with `.env` and `.env.<stage>`. */
export const root = at('.');

/**
 * Runs an SST command on a stage, from the root of this repository. A setting that would make it
 * reach another stage, region or account is an error.
 * @param input passed on standard input, so that a secret does not appear in the process list; the
 *   output is then captured instead of shown
 */
export function runSst(
  stage: string,
  [command = '', ...args]: readonly string[],
  input?: string,
): { status: number; stdout: string; stderr: string } {
  try {
    checkAccess(readEnvironment(root, process.env, stage).env, stage);
  } catch (error) {
    const { message } = error as Error;
    if (input === undefined) console.error(message);
    return { status: 1, stdout: '', stderr: message };
  }
  const [cwd, env] = [root, sstEnvironment(process.env)];
  const { status, stdout, stderr } = spawnSync(
    sst,
    [command, '--stage', stage, ...args],
    input === undefined
      ? { cwd, env, stdio: 'inherit', encoding: 'utf8' }
      : { cwd, env, input, encoding: 'utf8', maxBuffer: OUTPUT_MAX_BYTES },
  );
  return { status: status ?? 1, stdout: stdout ?? '', stderr: stderr ?? '' };
}
