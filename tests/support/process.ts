import { onTestFinished } from 'vitest';
import { follow, startScript, type Running } from './running';

export type { Running } from './running';

/** Like `startScript`; whatever is left of it ends with the test. */
export function run(...args: Parameters<typeof startScript>): Running {
  const running = startScript(...args);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return running;
}

/** Runs a command in a terminal of its own, which `press` reaches as a whole. */
export const openTerminal = (
  command: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Running => follow(command, { ...options, detached: true });

/** Sends a signal to everything that runs in a terminal, as its keyboard does. */
export function press({ child }: Running, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
}
