import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LocalError } from '../error';
import { INSTANCE_PATH } from './instance';

/** A database that outlives the process that started it. */
export interface Running {
  readonly pid: number;
  readonly endpoint: string;
  readonly adminUrl: string;
  readonly instance: string;
}

export interface Settings {
  readonly port?: number;
  readonly adminPort?: number;
  /** Holds the data, the log, and the note about the running database. */
  readonly folder: string;
}

const running = z.object({
  pid: z.int().positive(),
  endpoint: z.string(),
  adminUrl: z.string(),
  instance: z.string(),
});

/**
 * The background process's single message: that it is ready, or one line with the reason it is not.
 */
const report = z.union([z.object({ ready: running }), z.object({ failure: z.string() })]);
export type Report = z.infer<typeof report>;

const noteIn = (folder: string) => join(folder, 'db-local.json');

export const dataIn = (folder: string) => join(folder, 'db-local.sqlite');

/**
 * Starts a database in its own process, and resolves when it responds.
 *
 * @throws LocalError if it cannot start
 */
export async function startInBackground(settings: Settings): Promise<Running> {
  await mkdir(settings.folder, { recursive: true });
  const logPath = join(settings.folder, 'db-local.log');
  const log = await open(logPath, 'w');
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const child = fork(file('../../scripts/launch.mjs'), [file('serve.ts')], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  // Not `exit`, which can precede the last message.
  const ended = once(child, 'disconnect').then(() => ({
    failure: `The database stopped. Its log is in ${logPath}.`,
  }));
  child.send(settings);
  const said = await Promise.race([once(child, 'message').then(([message]) => message), ended]);
  if (child.connected) child.disconnect();
  child.unref();
  const outcome = report.parse(said);
  if ('failure' in outcome) throw new LocalError(outcome.failure);
  return outcome.ready;
}

/** Writes a note about the running database, for later commands. */
export const writeNote = (folder: string, database: Running): Promise<void> =>
  writeFile(noteIn(folder), JSON.stringify(database));

/**
 * The database that was started from this folder, if it still runs. Its note may have outlived it,
 * and its process id may have been reused: only a process that responds with the noted name is
 * ours.
 */
export async function findRunning(folder: string): Promise<Running | undefined> {
  const noted = await readFile(noteIn(folder), 'utf8')
    .then((text) => running.parse(JSON.parse(text)))
    .catch(() => undefined);
  if (noted === undefined) return undefined;
  const answer = await fetch(noted.adminUrl + INSTANCE_PATH, { signal: AbortSignal.timeout(2_000) })
    .then((response) => response.text())
    .catch(() => undefined);
  return answer === noted.instance ? noted : undefined;
}

const STOP_MAX_MS = 10_000;

/**
 * Ends the database that was started from this folder, and resolves when it has ended.
 *
 * @returns whether there was one
 * @throws LocalError if it does not end
 */
export async function stopInBackground(folder: string): Promise<boolean> {
  const found = await findRunning(folder);
  if (found) {
    process.kill(found.pid, 'SIGTERM');
    const deadline = Date.now() + STOP_MAX_MS;
    while ((await answers(found.adminUrl)) || (await answers(found.endpoint))) {
      if (Date.now() > deadline) {
        throw new LocalError(
          `Process ${found.pid} did not stop within ${STOP_MAX_MS / 1_000} seconds. To end it, run: kill -9 ${found.pid}`,
        );
      }
      await delay(20);
    }
  }
  await rm(noteIn(folder), { force: true });
  return found !== undefined;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
