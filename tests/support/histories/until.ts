import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;
const WAIT_MAX_MS = 30_000;

/**
 * Polls a condition in another process until it holds.
 * @throws Error with `what`, when it does not hold in time
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`In vain: ${what}.`);
    await setTimeout(LOOK_EVERY_MS);
  }
}
