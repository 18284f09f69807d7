import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { VERIFICATION_HASH_PATTERN } from '../model/exercise';
import { SETUP, SOLVE, VERIFY } from './fileNames';
import { CatalogueError } from './read';
import { runBash } from './runBash';

/** Time limit for one script of an author, in milliseconds. */
const SCRIPT_MS = 60_000;

const hashPattern = new RegExp(VERIFICATION_HASH_PATTERN);

/**
 * Sets an exercise up, carries out its solution and verifies it.
 *
 * @param dir folder of the exercise, in a checkout of the repository
 * @param timeLimit for each script, in milliseconds
 * @returns the hash that `verify.sh` prints
 * @throws CatalogueError with the script that failed, and the reason in one line
 */
export async function carryOut(
  dir: string,
  variant: number,
  timeLimit: number = SCRIPT_MS,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'akasha-solution-'));
  const work = join(root, 'work');
  const fail = (script: string, reason: string): never => {
    const path = [basename(dirname(resolve(dir))), basename(dir), script].join('/');
    throw new CatalogueError([`${path}: variant ${variant}: ${reason}`]);
  };
  const run = async (script: string): Promise<string> => {
    const path = join(dir, script);
    // Scripts do not inherit the rest of the environment, which may contain AWS credentials.
    const { PATH, TMPDIR } = process.env;
    const env = { PATH, TMPDIR, LAB_VARIANT: String(variant) };
    const { status, stdout, stderr } = await runBash([path, work], { env, timeLimit });
    // Without the script's path, with which bash begins.
    const lines = stderr.trim().split('\n');
    const reason = lines.map((line) => line.replace(`${path}: `, '').trim()).join('; ');
    return status === 0 ? stdout.trim() : fail(script, reason || `ends with status ${status}`);
  };
  try {
    await mkdir(work);
    if (existsSync(join(dir, SETUP))) await run(SETUP);
    await run(SOLVE);
    const hash = await run(VERIFY);
    return hashPattern.test(hash)
      ? hash
      : fail(VERIFY, `prints ${JSON.stringify(hash.slice(0, 200))}, which is not only a hash`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/**
 * The hashes of all variants of an exercise, computed side by side.
 * @throws CatalogueError for the first variant that fails, after which no other is begun
 */
export async function carryOutAll(dir: string, variants: number): Promise<string[]> {
  const hashes: string[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < variants && failures.length === 0) {
      const variant = next++;
      try {
        hashes[variant] = await carryOut(dir, variant);
      } catch (error) {
        failures[variant] = error;
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  for (const failure of failures) if (failure !== undefined) throw failure;
  return hashes;
}
