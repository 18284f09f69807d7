import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A running command. */
export interface Running {
  readonly child: ChildProcess;
  /** Everything that it has printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves once its standard output matches. Rejects when it ends first. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Starts a script as the commands in package.json do.
 * @param options.cwd working folder, which contains the data. Default: the folder of the product.
 * @param options.product a copy of this repository that contains the script. Default: this
 * repository.
 * @param options.prefix command prefix, such as that of an `OwnNetwork`
 */
export function startScript(
  script: string,
  args: string[] = [],
  options: {
    env?: NodeJS.ProcessEnv;
    cwd?: string;
    product?: string;
    prefix?: readonly string[];
  } = {},
): Running {
  const { product = root, cwd = product, prefix = [] } = options;
  const launch = [process.execPath, join(product, 'scripts/launch.mjs')];
  const command = [...prefix, ...launch, join(product, script), ...args];
  const env = { ...process.env, ...options.env };
  return follow(command, { cwd, env });
}

/** Starts a command and records its output. */
export function follow(
  [command, ...args]: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; detached?: boolean },
): Running {
  const child = spawn(command!, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('close', (code, signal) => resolve(code ?? signal!));
    child.once('error', reject);
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        ended.then(() => reject(new Error(`It ended first. ${stdout}${stderr}`)), reject);
      }),
  };
}
