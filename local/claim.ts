import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { LocalError } from './error';

/** The note that a stack writes to a folder that it holds or is about to claim. */
const noteShape = z.object({
  name: z.string(),
  /**
   * Port on which the stack responds instead of its socket, if the file system does not support
   * sockets.
   */
  claimPort: z.int().optional(),
  /** The port that the stack serves. */
  port: z.int(),
  isHeld: z.boolean(),
  /** Set once the database runs. */
  dynamoEndpoint: z.string().optional(),
});
export type Note = z.infer<typeof noteShape>;

/** A folder that this stack holds. */
export interface Claim {
  /** Notes the database's endpoint, for commands that use its data. */
  nameDatabase(dynamoEndpoint: string): void;
  /** Releases the folder. */
  release(): Promise<void>;
}

/**
 * A stack responds immediately. A stack suspended with Ctrl-Z does not, but still holds its folder.
 */
const ANSWER_MAX_MS = 1_000;
const LOOK_AGAIN_MS = 50;

/**
 * Claims a folder for one stack, because two databases that use the same file would diverge.
 *
 * Each stack writes a note under a unique name and only then looks for the notes of others. If two
 * stacks start at the same moment, at least one sees the other, and the one with the lower name
 * continues. A note that outlived its stack, for any reason, is recognized because nothing listens
 * on its socket. Removing it is safe, because names are never reused.
 *
 * A socket in the folder is visible to everyone who can see the folder, including a container with
 * its own network. It may be missing on file systems that do not support sockets, or if its path is
 * longer than a hundred characters. In that case, the stack listens on a port and is only visible
 * in its own network.
 *
 * @param port the port that the stack serves, named in the error of a second stack
 * @throws LocalError if another stack holds the folder
 */
export async function claimFolder(folder: string, port: number): Promise<Claim> {
  const name = randomUUID();
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end(name),
  );
  const claimPort = await listen(server, socketOf(folder, name));
  const release = async () => {
    rmSync(fileOf(folder, name), { force: true });
    await once(server.close(), 'close');
  };
  try {
    const note = { name, port, ...(claimPort !== null && { claimPort }) };
    writeNote(folder, { ...note, isHeld: false });
    await outlast(folder, name);
    const held = { ...note, isHeld: true };
    writeNote(folder, held);
    return {
      nameDatabase: (dynamoEndpoint) => writeNote(folder, { ...held, dynamoEndpoint }),
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The notes of the stacks that hold a folder and have a database. Does not change the folder. */
export async function stacksIn(folder: string): Promise<Note[]> {
  const notes = readdirSync(folder)
    .filter((each) => NOTE.test(each))
    .flatMap((each) => readNote(join(folder, each)) ?? [])
    .filter(({ isHeld, dynamoEndpoint }) => isHeld && dynamoEndpoint !== undefined);
  const isLive = await Promise.all(notes.map((note) => mayLive(folder, note)));
  return notes.filter((_, index) => isLive[index]);
}

/**
 * Listens on a file system socket.
 * @returns the port that it listens on if the socket cannot be used, otherwise null
 */
async function listen(server: Server, path: string): Promise<number | null> {
  try {
    if (isTooLong(path)) throw new Error('The path is too long for a socket.');
    // Everyone who can use the folder may connect, such as the user of a container.
    server.listen({ path, readableAll: true, writableAll: true });
    await once(server, 'listening');
    return null;
  } catch {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
}

/**
 * Resolves when there is no other stack. Stacks that must give way do so when they see this one's
 * note.
 */
async function outlast(folder: string, name: string): Promise<void> {
  for (;;) {
    const others = await othersIn(folder, name);
    const stronger = others.find((other) => other.isHeld || other.name < name);
    if (stronger) {
      throw new LocalError(
        `The stack on port ${stronger.port} already uses ${folder}. Stop it, or use --memory.`,
      );
    }
    if (others.length === 0) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

const NOTE = /^stack\.[\w-]+\.json$/;

const fileOf = (folder: string, name: string): string => join(folder, `stack.${name}.json`);

const socketOf = (folder: string, name: string): string => join(folder, `claim.${name}`);

/**
 * Longer socket paths are truncated without an error: the limit is 108 bytes on Linux and 104 on
 * macOS.
 */
const SOCKET_PATH_MAX_BYTES = 100;

const isTooLong = (path: string): boolean => Buffer.byteLength(path) > SOCKET_PATH_MAX_BYTES;

/** Atomic, so that a reader never sees a partial note. */
function writeNote(folder: string, note: Note): void {
  const file = fileOf(folder, note.name);
  writeFileSync(`${file}.new`, JSON.stringify(note));
  renameSync(`${file}.new`, file);
}

async function othersIn(folder: string, ownName: string): Promise<Note[]> {
  const others: Note[] = [];
  for (const entry of readdirSync(folder).filter((each) => NOTE.test(each))) {
    const file = join(folder, entry);
    if (file === fileOf(folder, ownName)) continue;
    const note = readNote(file);
    if (note && (await mayLive(folder, note))) {
      others.push(note);
      continue;
    }
    rmSync(file, { force: true });
    if (note) removeSocket(socketOf(folder, note.name));
  }
  return others;
}

/** After `rmSync` of a socket, Node.js 20 no longer follows the symbolic links of packages. */
function removeSocket(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Its stack had no socket, or removed it.
  }
}

function readNote(file: string): Note | undefined {
  try {
    return noteShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * The socket is in use but cannot be queried: by a suspended stack with a full backlog, or by
 * another user's stack.
 */
const IN_USE = new Set(['EAGAIN', 'EACCES', 'EPERM']);

/** Whether the stack responds, or its socket is in use but gives no response. */
function mayLive(folder: string, { claimPort, name }: Note): Promise<boolean> {
  const path = socketOf(folder, name);
  // A stack that listens there used a shorter path and cannot be reached from this one.
  if (claimPort === undefined && isTooLong(path)) return Promise.resolve(true);
  const socket = claimPort === undefined ? connect(path) : connect(claimPort, '127.0.0.1');
  return answers(socket, name);
}

const answers = (socket: Socket, name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (isAlive: boolean) => {
      resolve(isAlive);
      socket.destroy();
    };
    let text = '';
    socket.setTimeout(ANSWER_MAX_MS, () => settle(true));
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => settle(IN_USE.has(code)));
    socket.on('close', () => settle(text === name));
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (!name.startsWith(text)) settle(false);
    });
    // A server of another kind responds to this with an error.
    socket.write(`${name}\r\n\r\n`);
  });
