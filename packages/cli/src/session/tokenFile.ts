import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { instant } from '../api/shapes';
import type { Context } from '../context';
import { failOnFiles, hasCode } from '../failure';

const Stored = z.object({
  /** The server that the token is for. */
  url: z.string(),
  token: z.string().check(z.regex(/^[!-~]{1,8192}$/)),
  expiresAt: instant,
});

export type StoredToken = Omit<z.infer<typeof Stored>, 'url'>;

/** The folder with one file for each server that the learner has signed in to. */
export function tokenFolder({ env, home, platform }: Context): string {
  const { APPDATA: appData, XDG_CONFIG_HOME: config } = env;
  if (platform === 'win32') return join(appData ?? join(home, 'AppData', 'Roaming'), 'akasha-labs');
  // The specification of XDG says to ignore a relative path.
  return join(config && isAbsolute(config) ? config : join(home, '.config'), 'akasha-labs');
}

/** The host is for people. The digest keeps apart servers that differ in port or path. */
export function tokenPath(context: Context, url: string): string {
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 16);
  const { hostname } = new URL(url);
  return join(tokenFolder(context), `${hostname.replaceAll(/[^a-z0-9.-]/g, '_')}-${digest}.json`);
}

/** @returns undefined if there is none, or the file is damaged */
export async function readTokenFile(
  context: Context,
  url: string,
): Promise<StoredToken | undefined> {
  const path = tokenPath(context, url);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    return failOnFiles(error, path);
  }
  const stored = Stored.safeParse(parse(text));
  return stored.success && stored.data.url === url ? stored.data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stores a token so that only its owner can read it. The file is always complete. */
export async function writeTokenFile(
  context: Context,
  url: string,
  { token, expiresAt }: StoredToken,
): Promise<void> {
  const path = tokenPath(context, url);
  const folder = dirname(path);
  const half = `${path}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // It may have existed.
    await chmod(folder, 0o700);
    try {
      const file = await open(half, 'wx', 0o600);
      try {
        await file.writeFile(`${JSON.stringify({ url, token, expiresAt })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
    } finally {
      await rm(half, { force: true });
    }
  } catch (error) {
    failOnFiles(error, folder);
  }
}

/** @returns whether there was one */
export async function deleteTokenFile(context: Context, url: string): Promise<boolean> {
  const path = tokenPath(context, url);
  try {
    await rm(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    return failOnFiles(error, path);
  }
}
