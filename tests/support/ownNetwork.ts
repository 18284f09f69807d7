import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A network with nothing in it but this machine: every port is free, and no registry answers. */
export interface OwnNetwork {
  /** What makes a command run in it, written before the command. */
  readonly prefix: readonly string[];
  close(): void;
}

const UNSHARE = ['unshare', '--map-root-user', '--net', 'sh', '-c'];

/** Whether this machine lets its users have one: Linux, unless it is forbidden. */
export function canHaveOwnNetwork(): boolean {
  try {
    const [command, ...args] = UNSHARE;
    execFileSync(command!, [...args, 'ip link set lo up && command -v nsenter'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** It lasts as long as this process, at most. */
export async function startOwnNetwork(): Promise<OwnNetwork> {
  const [command, ...args] = UNSHARE;
  const holder = spawn(command!, [...args, 'ip link set lo up && echo up && exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return {
    prefix: ['nsenter', '--preserve-credentials', '--user', '--net', '--target', `${holder.pid}`],
    close: () => holder.stdin.end(),
  };
}
