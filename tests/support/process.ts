import { onTestFinished } from 'vitest';
import { follow, startScript, type Running } from './running';

export type { Running } from './running';

/** Like `startScript`, but kills the process after the test. */
export function run(...args: Parameters<typeof startScript>): Running {
  const running = startScript(...args);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return running;
}

/** Runs a command in a new terminal, so that `press` reaches all of its processes. */
export const openTerminal = (
  command: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Running => follow(command, { ...options, detached: true });

/** Sends a signal to everything that runs in a terminal, as its keyboard does. */
export function press({ child }: Running, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
}
