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

/** The address of the embedded database that a process of ours started. */
export function databaseBelow(pid: number): string | undefined {
  const processes = execFileSync('ps', ['-Ao', 'ppid=,args='], { encoding: 'utf8' });
  // A shell watches it, whose arguments are the database's.
  const match = new RegExp(`^ *${pid} .*dynoxide.* serve .*--port (\\d+)`, 'm').exec(processes);
  return match ? `http://127.0.0.1:${match[1]}` : undefined;
}
