import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** The checkpoint of each consumer in each shard. */
export interface Checkpoints {
  /** The sequence number of the last processed record. Undefined before the first one. */
  read(shard: string): string | undefined;
  write(shard: string, sequenceNumber: string): void;
}

const shape = z.record(z.string(), z.string());

/**
 * Opens the checkpoints of an earlier run.
 * @param file file that persists them. In memory only when omitted.
 */
export function openCheckpoints(file?: string): Checkpoints {
  const known = new Map(Object.entries(file === undefined ? {} : readEntries(file)));
  return {
    read: (shard) => known.get(shard),
    write(shard, sequenceNumber) {
      known.set(shard, sequenceNumber);
      if (file === undefined) return;
      // Atomic: if the process is killed in between, the previous entries remain.
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(known)));
      renameSync(`${file}.new`, file);
    },
  };
}

/** Without readable entries, everything is processed from the beginning, which is harmless. */
function readEntries(file: string): Record<string, string> {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
