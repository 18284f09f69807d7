import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Context } from './context';
import { Failure, failures, hasCode } from './failure';
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

// `akasha-labs list | head -1` closes the pipe while the command still writes.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
    process.exit();
  });
}

const { env, platform, stdout, stderr } = process;
const context: Context = {
  env,
  cwd: process.cwd(),
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
});
