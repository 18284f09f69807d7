import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SETUP, SOLVE, VERIFY } from './fileNames';
import { CatalogueError } from './read';

/** Time limit for one script of an author, in milliseconds. */
const SCRIPT_MS = 60_000;

/**
 * Sets an exercise up, carries out its solution and verifies it.
 *
 * @param dir folder of the exercise, in a checkout of the repository
 * @returns the hash that `verify.sh` prints
 * @throws CatalogueError with the output of the script that failed
 */
export async function carryOut(dir: string, variant: number): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'akasha-solution-'));
  const work = join(root, 'work');
  const run = (script: string) => runScript(join(dir, script), work, variant);
  try {
    await mkdir(work);
    if (existsSync(join(dir, SETUP))) await run(SETUP);
    await run(SOLVE);
    return (await run(VERIFY)).trim();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The hashes of all variants of an exercise, computed side by side. */
export async function carryOutAll(dir: string, variants: number): Promise<string[]> {
  const hashes: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let variant = next++; variant < variants; variant = next++) {
      hashes[variant] = await carryOut(dir, variant);
    }
  };
  await Promise.all(Array.from({ length: Math.min(variants, availableParallelism()) }, work));
  return hashes;
}

async function runScript(script: string, work: string, variant: number): Promise<string> {
  try {
    const { PATH, TMPDIR } = process.env;
    const { stdout } = await promisify(execFile)('bash', [script, work], {
      // Nothing else: whoever publishes has credentials in the environment.
      env: { PATH, TMPDIR, LAB_VARIANT: String(variant) },
      timeout: SCRIPT_MS,
    });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new CatalogueError([`${script}: variant ${variant}: ${stderr?.trim() || message}`]);
  }
}
