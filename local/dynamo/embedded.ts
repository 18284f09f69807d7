import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { LocalError } from '../error';
import { freePort } from '../freePort';

/** A running embedded DynamoDB. */
export interface EmbeddedDynamo {
  /** Base URL for AWS SDK clients, `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Ends the process and resolves when it is gone; committed writes are on disk already. */
  stop(): Promise<void>;
}

/**
 * Starts dynoxide, an embedded DynamoDB on SQLite.
 *
 * @param options.dbPath file that keeps the data; in memory when omitted
 * @param options.port free port when omitted
 * @throws LocalError when there is no binary for this machine, the port is taken or the file cannot be used
 */
export async function startEmbedded(
  options: { dbPath?: string; port?: number } = {},
): Promise<EmbeddedDynamo> {
  // dynoxide does not say which port it got when it is asked for any.
  const port = options.port ?? (await freePort());
  const args = ['serve', '--host', '127.0.0.1', '--port', String(port)];
  if (options.dbPath) args.push('--db-path', options.dbPath);
  const child = spawnTied(findBinary(), args);
  await whenListening(child);
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.stdin.end();
    });
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * A child that ends when its standard input closes, and so also when this process is killed without
 * a chance to clean up: an orphan would keep the data file open. It is in a process group of its own:
 * Ctrl-C is for this process, which still needs its database to end well.
 */
function spawnTied(binary: string, args: string[]): Child {
  const supervise = 'exec 3<&0; "$@" & child=$!; (cat <&3 >&2; kill $child) & wait $child';
  return spawn('sh', ['-c', supervise, 'sh', binary, ...args], { stdio: 'pipe', detached: true });
}

function whenListening(child: Child): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('listening on')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) =>
      reject(new LocalError(`The embedded DynamoDB: ${error.message}`)),
    );
    child.once('exit', () => reject(new LocalError(`The embedded DynamoDB: ${output.trim()}`)));
  });
}

/**
 * The npm package holds one static binary for each platform; a dynoxide on the PATH serves the others.
 *
 * @throws LocalError when there is neither
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
        'Either put a `dynoxide` on the PATH, or set DYNAMODB_ENDPOINT to a DynamoDB that runs elsewhere.',
    );
  }
}
