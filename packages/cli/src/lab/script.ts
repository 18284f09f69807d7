import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Context, Environment } from '../context';
import { Failure, hasCode } from '../failure';
import { WORK } from './labFolder';

/** A script that is stopped has this long to end what it has started. */
const GRACE_MS = 2_000;

/** More output of a script is shown, but not kept. */
const KEPT_CHARACTERS = 65_536;

const LIMIT_MS = { 'setup.sh': 120_000, 'verify.sh': 300_000 } as const;

/**
 * The scripts have no use for the token, only the lab's own folder decides the variant, and nothing
 * of the learner's may run before them or in place of a command.
 */
const scriptEnvironment = (env: Environment): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !WITHHELD.has(name) && !name.startsWith('BASH_FUNC_')),
  );

const WITHHELD = new Set([
  'AKASHA_TOKEN',
  'LAB_VARIANT',
  'BASH_ENV',
  'BASHOPTS',
  'ENV',
  'SHELLOPTS',
]);

export interface Outcome {
  /** Null if a signal ended the script. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * @throws Failure `Machine` if there is no bash to run the scripts of labs
 */
export async function needBash(context: Context): Promise<void> {
  if (context.platform === 'win32') {
    throw new Failure(
      'Machine',
      'Labs need Linux or macOS. On Windows, run akasha-labs in WSL: https://aka.ms/wsl',
    );
  }
  const bash = spawn('bash', ['-c', ':'], {
    env: scriptEnvironment(context.env),
    stdio: 'ignore',
  });
  try {
    await once(bash, 'close');
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EACCES')) throw error;
    throw new Failure(
      'Machine',
      'Labs need bash, and this machine has none. Install the package bash, then run the command again.',
    );
  }
}

/**
 * Runs a script of a lab on the learner's work. It has a time limit and no input.
 *
 * @param folder the lab's own
 * @param onError receives what the script tells the learner, as soon as it does
 * @throws Failure `Machine` if the script takes too long
 * @throws Failure `Interrupted`
 */
export async function runScript(
  { env, clock, signal }: Context,
  folder: string,
  exerciseId: string,
  script: 'setup.sh' | 'verify.sh',
  onError: (text: string) => void = () => undefined,
): Promise<Outcome> {
  signal.throwIfAborted();
  const path = join(folder, '.lab', 'exercises', exerciseId, script);
  // A process group of its own, to stop the script with all that it has started.
  const bash = spawn('bash', [path, join(folder, WORK)], {
    cwd: folder,
    env: scriptEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  bash.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < KEPT_CHARACTERS) stdout += text;
  });
  bash.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < KEPT_CHARACTERS) stderr += text;
    onError(text);
  });

  let stopped: unknown;
  const kill = (name: NodeJS.Signals) => {
    if (bash.pid === undefined) return;
    try {
      process.kill(-bash.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  let cancelKill: () => void = () => undefined;
  const stop = (reason: unknown) => {
    stopped ??= reason;
    kill('SIGTERM');
    cancelKill = clock.after(GRACE_MS, () => {
      kill('SIGKILL');
      // A process that escaped may hold them.
      bash.stdout.destroy();
      bash.stderr.destroy();
    });
  };
  const interrupt = () => stop(signal.reason);
  signal.addEventListener('abort', interrupt, { once: true });
  const limit = LIMIT_MS[script];
  const cancelLimit = clock.after(limit, () => {
    stop(new Failure('Machine', `${script} did not finish within ${limit / 60_000} minutes.`));
  });
  try {
    const [status] = (await once(bash, 'close')) as [number | null];
    if (stopped !== undefined) throw stopped;
    return { status, stdout, stderr };
  } finally {
    cancelLimit();
    cancelKill();
    signal.removeEventListener('abort', interrupt);
  }
}
