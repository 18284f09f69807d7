import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * SST sends usage data to its maker by default. Disabled here, unless `SST_TELEMETRY_DISABLED=0`
 * enables it.
 */
export const sstEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  SST_TELEMETRY_DISABLED: env['SST_TELEMETRY_DISABLED'] || '1',
});

/**
 * Runs an SST command on a stage, from the root of this repository.
 * @param input passed on standard input, so that a secret does not appear in the process list; the
 *   output is then captured instead of shown
 */
export function runSst(
  stage: string,
  [command = '', ...args]: readonly string[],
  input?: string,
): { status: number; stdout: string; stderr: string } {
  const [cwd, env] = [at('.'), sstEnvironment(process.env)];
  const { status, stdout, stderr } = spawnSync(
    at('node_modules/.bin/sst'),
    [command, '--stage', stage, ...args],
    input === undefined
      ? { cwd, env, stdio: 'inherit', encoding: 'utf8' }
      : { cwd, env, input, encoding: 'utf8' },
  );
  return { status: status ?? 1, stdout: stdout ?? '', stderr: stderr ?? '' };
}
