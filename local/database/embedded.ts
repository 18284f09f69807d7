import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { LocalError } from '../error';
import { freePort } from '../freePort';

/** A running embedded DynamoDB. */
export interface EmbeddedDynamo {
  /** Base URL for AWS SDK clients, `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Resolves when the process has ended, with the reason: `SIGKILL`, or `exit code 1`. */
  readonly ended: Promise<string>;
  /**
   * Ends the process, even if it is frozen, and resolves within two seconds when it has ended.
   * Committed writes are already on disk.
   */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** File that stores the data. In memory when omitted. */
  readonly dbPath?: string;
  /** Default: a free port. */
  readonly port?: number;
}

/** Usually takes a tenth of a second. */
const START_MAX_MS = 10_000;

/** Time that a process has to end before it is killed. */
const END_MAX_MS = 1_500;

/**
 * Starts dynoxide, an embedded DynamoDB on SQLite.
 *
 * @throws LocalError if there is no binary for this machine, the port is in use, the file cannot be
 *   used, or it does not start within ten seconds
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDynamo> {
  // dynoxide does not report which port it was assigned.
  const port = options.port ?? (await freePort());
  const args = ['serve', '--host', '127.0.0.1', '--port', String(port)];
  if (options.dbPath) args.push('--db-path', options.dbPath);
  const child = spawnTied(findBinary(), args);
  const ended = whenEnded(child);
  await whenListening(child);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    async stop() {
      child.stdin.end();
      const timer = setTimeout(() => killGroup(child), END_MAX_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * A child process that ends when its standard input closes, and therefore also when this process is
 * killed and cannot clean up: an orphan would hold the data file open. A frozen process receives no
 * signal except the last one.
 *
 * It has its own process group, so that Ctrl-C in the terminal reaches only this process, which
 * still needs its database to respond to pending requests.
 */
function spawnTied(binary: string, args: string[]): Child {
  const supervise =
    'exec 3<&0; "$@" & child=$!; ' +
    '(cat <&3 >&2; kill $child; sleep 1; kill -9 0) 2>/dev/null & wait $child';
  return spawn('sh', ['-c', supervise, 'sh', binary, ...args], { stdio: 'pipe', detached: true });
}

/** Ends everything left of a child's group, including the shell that watches its input. */
function killGroup({ pid }: Child): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}

async function whenEnded(child: Child): Promise<string> {
  const reason = await new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(signal ?? described(code ?? 0)));
  });
  killGroup(child);
  return reason;
}

/** A shell reports a signal that ended its child as 128 plus the signal's number. */
function described(code: number): string {
  const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return signal ? signal[0] : `exit code ${code}`;
}

function whenListening(child: Child): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const settle = (failure?: string) => {
      clearTimeout(timer);
      // Later output is read and discarded. Otherwise the process would block.
      for (const stream of [child.stdout, child.stderr]) stream.off('data', read).resume();
      if (failure === undefined) return resolve();
      killGroup(child);
      reject(new LocalError(`The embedded DynamoDB did not start: ${failure}`));
    };
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('listening on')) settle();
    };
    const timer = setTimeout(
      () => settle(`no response within ${START_MAX_MS / 1_000} seconds. ${output.trim()}`.trim()),
      START_MAX_MS,
    );
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', ({ message }) => settle(message));
    // The exit may be reported before the output that gives the reason.
    child.once('close', () => settle(output.trim()));
  });
}

/**
 * The npm package contains one static binary per platform. On other platforms, a dynoxide on the
 * PATH is used.
 *
 * @throws LocalError if there is neither
 */
export function findBinary(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    );
    return join(dirname(manifest), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch {
    const onPath = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'dynoxide'))
      .find(existsSync);
    if (onPath) return onPath;
    throw new LocalError(
      `There is no embedded DynamoDB for ${process.platform}-${process.arch} on npm. ` +
        'Put a `dynoxide` binary on the PATH, or set DYNAMODB_ENDPOINT to another DynamoDB.',
    );
  }
}
