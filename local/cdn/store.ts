import type { Lifetime } from './lifetime';

/** A response of the origin. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A stored response. */
export interface Copy extends Answer {
  /** When the origin sent it, or last confirmed it, in epoch milliseconds. */
  readonly receivedAt: number;
  readonly lifetime: Lifetime;
  /** After an error, the origin is not asked again before this time, in epoch milliseconds. */
  readonly servedUntil?: number;
}

/** The size of the headers of a response, in bytes, roughly. */
const HEADERS_BYTES = 1_000;

/** Stores copies up to a total size in bytes. Drops those that were not used for longest. */
export function createStore(maxBytes: number) {
  // In order of use.
  const copies = new Map<string, Copy>();
  let bytes = 0;

  function remove(key: string): void {
    const copy = copies.get(key);
    if (!copy) return;
    copies.delete(key);
    bytes -= sizeOf(key, copy);
  }

  return {
    get(key: string): Copy | undefined {
      const copy = copies.get(key);
      if (copy) {
        copies.delete(key);
        copies.set(key, copy);
      }
      return copy;
    },
    set(key: string, copy: Copy): void {
      remove(key);
      copies.set(key, copy);
      bytes += sizeOf(key, copy);
      for (const oldest of copies.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
    },
  };
}

const sizeOf = (key: string, { body }: Copy): number => key.length + body.length + HEADERS_BYTES;
