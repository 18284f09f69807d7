import { execFileSync } from 'node:child_process';

/** The process id of the embedded database at an endpoint. Undefined when none is running. */
export function databaseProcess(endpoint: string): number | undefined {
  const { port } = new URL(endpoint);
  const processes = execFileSync('ps', ['-Ao', 'pid=,stat=,args='], { encoding: 'utf8' });
  // Matches neither the shell that watches the database nor a zombie process.
  const own = new RegExp(`^ *(\\d+) +[^Z]\\S* +\\S*dynoxide\\S* serve .*--port ${port}( |$)`);
  for (const line of processes.split('\n')) {
    const match = own.exec(line);
    if (match) return Number(match[1]);
  }
  return undefined;
}

/** Sends a signal to the embedded database at an endpoint. */
export function signalDatabase(endpoint: string, signal: NodeJS.Signals): void {
  const pid = databaseProcess(endpoint);
  if (pid === undefined) throw new Error(`No database runs at ${endpoint}.`);
  process.kill(pid, signal);
}

/** The endpoint of the embedded database that a process started. */
export function databaseBelow(pid: number): string | undefined {
  const processes = execFileSync('ps', ['-Ao', 'ppid=,args='], { encoding: 'utf8' });
  // Matches the shell that watches the database, which has the same arguments.
  const match = new RegExp(`^ *${pid} .*dynoxide.* serve .*--port (\\d+)`, 'm').exec(processes);
  return match ? `http://127.0.0.1:${match[1]}` : undefined;
}
