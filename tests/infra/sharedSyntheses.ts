import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Names the folder for the processes of a run. */
const FOLDER = 'SHARED_SYNTHESES';

/** Shares syntheses between the test files of a run. Vitest calls it first. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'akasha-syntheses-'));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true });
}

type Kept<T> = { readonly value: T } | { readonly error: string };

/**
 * Makes a value that is the same in every test file, once per run: each synthesis takes seconds.
 * The file that asks first makes it, and the others wait for it.
 *
 * @throws Error with the message of the error, in every file, if it cannot be made
 */
export async function oncePerRun<T>(key: unknown, make: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  const file = join(process.env[FOLDER]!, name);
  try {
    mkdirSync(`${file}.begun`);
  } catch {
    while (!existsSync(file)) await setTimeout(100);
    return open(JSON.parse(readFileSync(file, 'utf8')) as Kept<T>);
  }
  const kept = await make().then(
    (value): Kept<T> => ({ value }),
    (error: unknown): Kept<T> => ({
      error: error instanceof Error ? error.message : String(error),
    }),
  );
  // Appears complete or not at all.
  writeFileSync(`${file}.unfinished`, JSON.stringify(kept));
  renameSync(`${file}.unfinished`, file);
  return open(kept);
}

function open<T>(kept: Kept<T>): T {
  if ('error' in kept) throw new Error(kept.error);
  return kept.value;
}
