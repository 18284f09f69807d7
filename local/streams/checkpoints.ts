import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Up to where each consumer has handled each shard. */
export interface Checkpoints {
  /** The sequence number of the last record that was handled; nothing before the first. */
  read(shard: string): string | undefined;
  write(shard: string, sequenceNumber: string): void;
}

const shape = z.record(z.string(), z.string());

/**
 * Opens what an earlier run left.
 * @param file where it lasts; in memory when omitted
 */
export function openCheckpoints(file?: string): Checkpoints {
  const known = new Map(Object.entries(file === undefined ? {} : readEntries(file)));
  return {
    read: (shard) => known.get(shard),
    write(shard, sequenceNumber) {
      known.set(shard, sequenceNumber);
      if (file === undefined) return;
      // In one step: whoever is killed in the middle leaves the entries of before.
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(known)));
      renameSync(`${file}.new`, file);
    },
  };
}

/** Without readable entries everything is handled from the beginning, which does no harm. */
function readEntries(file: string): Record<string, string> {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
