import { lstat, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure, failOnFiles, hasCode } from '../failure';
import { escapedLine } from '../output/printable';

/** A new folder that becomes the learner's only once it is complete. */
export interface Staging {
  readonly folder: string;
  /** @throws Failure `Machine` if there is no space left */
  write(path: string, content: string | Buffer): Promise<void>;
  /** Puts everything in its place. */
  publish(): Promise<void>;
  /** Removes everything else. */
  discard(): Promise<void>;
}

/**
 * Begins a folder that does not exist, or is empty, without anybody seeing it before `publish`.
 *
 * @param target absolute
 * @throws Failure `Usage` if the folder has something in it, or there is no folder to make it in
 * @throws Failure `Machine` if the learner may not write there
 */
export async function stage(target: string): Promise<Staging> {
  const entries = await entriesOf(target);
  if (entries && entries.length > 0) {
    throw new Failure('Usage', `${escapedLine(target)} is not empty. Choose a new folder.`);
  }
  // An empty folder may be the current one, or a disk of its own, so it is filled instead of replaced.
  const around = await temporaryFolder(
    entries ? join(target, '.akasha-labs-') : join(dirname(target), '.akasha-labs-'),
  );
  // Unlike the one around it, it has the permissions of any new folder.
  const folder = join(around, 'lab');
  const discard = () => rm(around, { recursive: true, force: true, maxRetries: 3 });
  try {
    await mkdir(folder);
  } catch (error) {
    await discard();
    return failOnFiles(error, target);
  }
  return {
    folder,
    async write(path, content) {
      const file = join(folder, path);
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content, { flag: 'wx' });
      } catch (error) {
        failOnFiles(error, target);
      }
    },
    publish: () => (entries ? fill(target, folder) : replace(target, folder)),
    discard,
  };
}

/** Undefined if there is no such folder. */
async function entriesOf(folder: string): Promise<string[] | undefined> {
  const name = escapedLine(folder);
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT') && !(await isLink(folder))) return undefined;
    if (hasCode(error, 'ENOENT', 'ELOOP')) {
      throw new Failure('Usage', `${name} is a link that leads nowhere. Choose a new folder.`);
    }
    if (hasCode(error, 'ENOTDIR')) {
      throw new Failure('Usage', `There is a file in the way of ${name}. Choose a new folder.`);
    }
    if (hasCode(error, 'ENAMETOOLONG')) {
      throw new Failure('Usage', `${name} is too long. Choose another name.`);
    }
    return failOnFiles(error, folder);
  }
}

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );

async function temporaryFolder(prefix: string): Promise<string> {
  try {
    return await mkdtemp(prefix);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new Failure(
        'Usage',
        `The folder ${escapedLine(dirname(prefix))} does not exist. Create it first.`,
      );
    }
    return failOnFiles(error, dirname(prefix));
  }
}

async function replace(target: string, folder: string): Promise<void> {
  try {
    await rename(folder, target);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) return failOnFiles(error, target);
    throw new Failure(
      'Usage',
      `${escapedLine(target)} was made in the meantime. Choose a new folder.`,
    );
  }
}

/** What makes the folder a lab comes last. */
async function fill(target: string, folder: string): Promise<void> {
  const entries = (await readdir(folder)).sort().reverse();
  for (const entry of entries) await rename(join(folder, entry), join(target, entry));
}
