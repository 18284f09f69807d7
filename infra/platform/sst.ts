import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Runs an SST command on a stage, from the top of this repository.
 * @param input for its standard input, so that a secret is in nobody's list of processes; its output
 * is kept then, and shown otherwise
 */
export function runSst(
  stage: string,
  [command = '', ...args]: readonly string[],
  input?: string,
): { status: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    at('node_modules/.bin/sst'),
    [command, '--stage', stage, ...args],
    input === undefined
      ? { cwd: at('.'), stdio: 'inherit', encoding: 'utf8' }
      : { cwd: at('.'), input, encoding: 'utf8' },
  );
  return { status: status ?? 1, stdout: stdout ?? '', stderr: stderr ?? '' };
}
