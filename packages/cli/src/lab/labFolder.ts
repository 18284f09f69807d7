import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import { exerciseId, line, sha256 } from '../api/shapes';
import type { Context } from '../context';
import { Failure, failOnFiles, hasCode } from '../failure';
import { escapedLine } from '../output/printable';

/** Files of `.lab` that make a lab the learner's own. A self-reported lab has none. */
export const PERSONAL = ['challenge', 'variant'] as const;

/** `.lab/lab.json`, which says what a folder is. */
const LabJson = z.object({
  url: z.string(),
  exerciseId,
  version: z.int(),
  sha256,
  /** Who has started the lab. */
  account: z.object({ id: line, username: line }),
  personal: z.array(z.enum(PERSONAL)),
});

export type LabJson = z.infer<typeof LabJson>;

/** The layout of the folder that `start` makes. */
export const LAB_JSON = '.lab/lab.json';
export const WORK = 'work';
export const INSTRUCTIONS = 'instructions.md';

/** The folder of a lab that the learner has started. */
export interface LabFolder extends LabJson {
  /** Absolute. */
  readonly folder: string;
}

/**
 * Finds the lab that a folder is, or is inside of.
 *
 * @param dir what the learner typed, or nothing for the current folder
 * @throws Failure `Usage` if there is none
 */
export async function findLab(context: Context, dir: string | undefined): Promise<LabFolder> {
  const start = resolve(context.cwd, dir ?? '.');
  const isFolder = await stat(start).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Failure('Usage', `${escapedLine(dir ?? start)} is not a folder.`);
  // The parents of a link are not those of the folder that it leads to.
  const lab = await labAround(await realpath(start));
  if (lab) return lab;
  const name = dir === undefined ? 'This folder' : escapedLine(dir);
  throw new Failure(
    'Usage',
    `${name} is not the folder of a lab. Go to one, or start one: akasha-labs start <id>`,
  );
}

/** The nearest lab from a folder upwards. */
export async function labAround(folder: string): Promise<LabFolder | undefined> {
  const found = await readLab(folder);
  if (found) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : labAround(parent);
}

/**
 * The lab in exactly this folder.
 * @throws Failure `Usage` if its description is damaged
 */
export async function readLab(folder: string): Promise<LabFolder | undefined> {
  const path = join(folder, LAB_JSON);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'EISDIR')) {
      const isNone = hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ENAMETOOLONG', 'ELOOP');
      return isNone ? undefined : failOnFiles(error, path);
    }
    text = '';
  }
  const lab = LabJson.safeParse(parse(text));
  if (lab.success) return { ...lab.data, folder };
  throw new Failure(
    'Usage',
    `${escapedLine(path)} is damaged. Start the lab again in a new folder.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A path as short as the learner would type it. */
export function typed({ cwd }: Context, path: string): string {
  const short = relative(cwd, path) || '.';
  return short.startsWith('..') ? path : short;
}
