import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;
const WAIT_MAX_MS = 30_000;

/**
 * Looks until something is so, in another process.
 * @throws Error with `what`, when it does not come to be
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`In vain: ${what}.`);
    await setTimeout(LOOK_EVERY_MS);
  }
}
