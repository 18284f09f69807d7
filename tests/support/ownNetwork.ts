import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A network that contains only this machine: every port is free, and no registry is reachable. */
export interface OwnNetwork {
  /** Command prefix that runs a command in the network. */
  readonly prefix: readonly string[];
  close(): void;
}

const UNSHARE = ['unshare', '--map-root-user', '--net', 'sh', '-c'];

/** Whether this machine can create one: it runs Linux, and does not forbid it. */
export function canHaveOwnNetwork(): boolean {
  try {
    const [command, ...args] = UNSHARE;
    execFileSync(command!, [...args, 'ip link set lo up && command -v nsenter'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** Starts a network, which ends with this process at the latest. */
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
