import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';

/**
 * Runs before each test file in a process that runs several. Gives the file fresh modules, as in a
 * new process: a stack's Lambdas read their resources from the environment on import. Modules in
 * `node_modules` stay loaded and the engine stays warm, which saves the time of a new process.
 */
vi.resetModules();
vi.useRealTimers();
vi.restoreAllMocks();
vi.unstubAllGlobals();
vi.unstubAllEnvs();

/**
 * Every promise of a process pays for each storage that was ever used, and the modules of each file
 * have storages of their own. One that is used again enables itself.
 */
const used = storagesOf(globalThis);
for (const storage of used) storage.disable();
used.clear();

function storagesOf(
  process: typeof globalThis & { usedStorages?: Set<AsyncLocalStorage<unknown>> },
): Set<AsyncLocalStorage<unknown>> {
  if (process.usedStorages) return process.usedStorages;
  const storages = new Set<AsyncLocalStorage<unknown>>();
  const { run } = AsyncLocalStorage.prototype;
  AsyncLocalStorage.prototype.run = function (
    this: AsyncLocalStorage<unknown>,
    ...args: Parameters<typeof run>
  ) {
    storages.add(this);
    return run.apply(this, args);
  };
  return (process.usedStorages = storages);
}
