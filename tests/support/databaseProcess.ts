import { execFileSync } from 'node:child_process';

/** The process of the embedded database at an address; undefined when there is none. */
export function databaseProcess(endpoint: string): number | undefined {
  const { port } = new URL(endpoint);
  const processes = execFileSync('ps', ['-Ao', 'pid=,stat=,args='], { encoding: 'utf8' });
  // Not the shell that watches it, and not one that is dead already.
  const own = new RegExp(`^ *(\\d+) +[^Z]\\S* +\\S*dynoxide\\S* serve .*--port ${port}( |$)`);
  for (const line of processes.split('\n')) {
    const match = own.exec(line);
    if (match) return Number(match[1]);
  }
  return undefined;
}

/** Sends a signal to the embedded database at an address. */
export function signalDatabase(endpoint: string, signal: NodeJS.Signals): void {
  const pid = databaseProcess(endpoint);
  if (pid === undefined) throw new Error(`No database runs at ${endpoint}.`);
  process.kill(pid, signal);
}
