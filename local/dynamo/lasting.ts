import { setTimeout } from 'node:timers/promises';
import { startEmbedded, type EmbeddedDynamo, type EmbeddedOptions } from './embedded';

/** An embedded DynamoDB that is started again when it ends by itself. */
export interface LastingDynamo {
  /** The same for as long as this lasts. */
  readonly endpoint: string;
  /** Whether it runs, with everything in it that `restore` puts there. */
  isUp(): boolean;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** Pauses before it is started again, in milliseconds; the last one again and again. */
const RESTART_DELAYS_MS = [0, 250, 500, 1_000, 2_000, 4_000];

/** One that ran so long was well: its end is not a part of the same trouble. */
const STEADY_MS = 10_000;

/**
 * Starts an embedded DynamoDB. When it ends without having been asked to, this says so in one line and
 * starts it again, at the same address and on the same file.
 *
 * @param restore puts into it what it must hold; without a file it is empty when it runs again
 * @throws LocalError as `startEmbedded` does, for the first start alone
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

  /** Tries until it runs. What keeps it from running is said once. */
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
        if (failure !== told) console.error(`The database is still away. ${failure}`);
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
      console.error(`The database ended (${reason}). It is being started again.`);
      attempts = await bringBack(performance.now() - since > STEADY_MS ? 0 : attempts);
      isUp = true;
      console.error(
        options.dbPath
          ? 'The database runs again, with all its data.'
          : 'The database runs again. It was in memory: accounts and completions are gone, sign in again.',
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
