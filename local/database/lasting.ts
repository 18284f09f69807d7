import { setTimeout } from 'node:timers/promises';
import { startEmbedded, type EmbeddedDynamo, type EmbeddedOptions } from './embedded';

/** An embedded DynamoDB that is restarted when it ends unexpectedly. */
export interface LastingDynamo {
  /** Does not change during its lifetime. */
  readonly endpoint: string;
  /** Whether it runs and contains everything that `restore` adds. */
  isUp(): boolean;
  /** Ends it permanently. */
  stop(): Promise<void>;
}

/** Delays before each restart, in milliseconds. The last one repeats. */
const RESTART_DELAYS_MS = [0, 250, 500, 1_000, 2_000, 4_000];

/** A database that ran this long was healthy. Its end starts a new series of delays. */
const STEADY_MS = 10_000;

/**
 * Starts an embedded DynamoDB. If it ends unexpectedly, logs one line and restarts it, at the same
 * address and with the same file.
 *
 * @param restore adds the required content; without a file, the database is empty after a restart
 * @throws LocalError as `startEmbedded` does, only for the first start
 */
export async function startLasting(
  options: EmbeddedOptions,
  restore: () => Promise<unknown>,
): Promise<LastingDynamo> {
  let current: EmbeddedDynamo = await startEmbedded(options);
  const { endpoint } = current;
  const again = { ...options, port: Number(new URL(endpoint).port) };
  const stopping = new AbortController();
  const { signal } = stopping;
  let isUp = true;

  async function startAgain(): Promise<void> {
    current = await startEmbedded(again);
    try {
      signal.throwIfAborted();
      await restore();
    } catch (error) {
      await current.stop();
      throw error;
    }
  }

  /** Retries until it runs. Each cause of failure is logged once. */
  async function bringBack(attempts: number): Promise<number> {
    let told: string | undefined;
    for (let attempt = attempts; ; attempt += 1) {
      const delayMs = RESTART_DELAYS_MS[attempt] ?? RESTART_DELAYS_MS.at(-1);
      await setTimeout(delayMs, undefined, { signal });
      try {
        await startAgain();
        return attempt + 1;
      } catch (error) {
        signal.throwIfAborted();
        const failure = error instanceof Error ? error.message : String(error);
        if (failure !== told) console.error(`The database is still unavailable. ${failure}`);
        told = failure;
      }
    }
  }

  async function watch(): Promise<void> {
    for (let attempts = 0; ;) {
      const since = performance.now();
      const reason = await current.ended;
      isUp = false;
      signal.throwIfAborted();
      console.error(`The database stopped (${reason}). Restarting it.`);
      attempts = await bringBack(performance.now() - since > STEADY_MS ? 0 : attempts);
      isUp = true;
      console.error(
        options.dbPath
          ? 'The database is running again, with all its data.'
          : 'The database is running again. It was in memory: accounts and completions are lost. Sign in again.',
      );
    }
  }

  const watching = watch().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    endpoint,
    isUp: () => isUp,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
}
