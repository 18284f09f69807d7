import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Context } from './context';
import { Failure, failures, fileFailure, hasCode } from './failure';
import { run } from './run';
import { openInBrowser } from './session/browser';

const clock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  async sleep(ms, signal) {
    // It rejects only when the signal aborts.
    await wait(ms, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  },
};

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time, the learner does not want to wait for anything to be cleaned up.
    if (interruption.signal.aborted) process.exit(failures.Interrupted.exitCode);
    interruption.abort(new Failure('Interrupted', 'Interrupted.'));
  });
}

/** Ends with one line. A command has finished when it writes its output. */
function failOutside(error: unknown): never {
  const { message } = fileFailure(error, 'the output') ?? { message: String(error) };
  process.stderr.write(`${message}\n`);
  process.exit(failures.Machine.exitCode);
}

// `akasha-labs list | head -1` closes the pipe while the command still writes.
process.stdout.on('error', (error) => {
  if (!hasCode(error, 'EPIPE')) failOutside(error);
});
// Nobody reads it, which is no reason to stop.
process.stderr.on('error', () => undefined);

/** Where the learner is: pnpm runs the script of the repository in the folder of the repository. */
function currentFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: original } = process.env;
  if (script === 'akasha-labs' && original) return original;
  try {
    return process.cwd();
  } catch {
    return failOutside('The current folder does not exist any more. Go to another one.');
  }
}

const { env, platform, stdout, stderr } = process;
const context: Context = {
  env,
  cwd: currentFolder(),
  home: homedir(),
  platform,
  stdout,
  stderr,
  clock,
  signal: interruption.signal,
  openInBrowser: (address) => openInBrowser(address, { env, platform }),
};

// Not `process.exit`, which would cut off what a pipe has not read yet.
void run(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
}, failOutside);
