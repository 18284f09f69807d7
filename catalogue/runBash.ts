import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';

/** What a script did. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Maximum size of what a script may print, in characters. */
const OUTPUT_MAX = 1_000_000;

/** What a stopped script has to tidy up before it is killed, in milliseconds. */
const GRACE_MS = 1_000;

/** The status of a script that was stopped, as of `timeout`. */
const STOPPED = 124;

/** Process groups of the scripts that run. */
const running = new Set<number>();
process.on('exit', () => {
  for (const group of running) signal(group, 'SIGKILL');
});

/** Makes a command end its scripts, too, when it is interrupted. */
export function exitOnSignals(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => process.exit(128 + constants.signals[name]));
  }
}

/**
 * Runs bash without input. A script that takes too long or prints too much is stopped with all
 * processes of its group, and says so in the last line of `stderr`.
 */
export function runBash(
  args: readonly string[],
  { timeLimit, ...options }: Options,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    // With a group of its own, which can be stopped as a whole.
    const child = spawn('bash', args, { ...options, stdio, detached: true });
    child.once('error', reject);
    const group = child.pid;
    if (group === undefined) return;
    running.add(group);

    let reason = '';
    let killing: NodeJS.Timeout | undefined;
    const stop = (why: string): void => {
      if (reason !== '') return;
      reason = `${why} and was stopped\n`;
      signal(group, 'SIGTERM');
      killing = setTimeout(() => {
        signal(group, 'SIGKILL');
        // A process that has left the group may have them open.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE_MS);
    };
    const timer = setTimeout(
      () => stop(`did not finish within ${timeLimit / 1000} seconds`),
      timeLimit,
    );
    const stdout = collect(child.stdout, () => stop('printed too much'));
    const stderr = collect(child.stderr, () => stop('printed too much'));
    child.once('close', (code, killer) => {
      clearTimeout(timer);
      clearTimeout(killing);
      running.delete(group);
      const status = code ?? 128 + constants.signals[killer!];
      resolve({
        status: reason === '' ? status : STOPPED,
        stdout: stdout(),
        stderr: stderr() + reason,
      });
    });
  });
}

/** @returns what has been read so far */
function collect(stream: Readable, onTooMuch: () => void): () => string {
  let all = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    if (all.length + text.length > OUTPUT_MAX) onTooMuch();
    else all += text;
  });
  return () => all;
}

/** Sends a signal to a group, unless all of its processes have ended. */
function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // It has ended.
  }
}
