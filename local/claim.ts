import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { LocalError } from './error';

/** What a stack leaves in a folder that it holds, or is about to. */
const noteShape = z.object({
  name: z.string(),
  /** Where the stack is asked instead of its socket, when the folder takes no sockets. */
  claimPort: z.int().optional(),
  /** Where people find the stack. */
  port: z.int(),
  isHeld: z.boolean(),
  /** Once the database runs. */
  dynamoEndpoint: z.string().optional(),
});
export type Note = z.infer<typeof noteShape>;

/** A folder that this stack holds. */
export interface Claim {
  /** Notes where the database is, for commands that look at its data. */
  nameDatabase(dynamoEndpoint: string): void;
  /** Gives the folder up. */
  release(): Promise<void>;
}

/** A stack answers at once. One that is suspended with Ctrl-Z does not, and still holds its folder. */
const ANSWER_MAX_MS = 1_000;
const LOOK_AGAIN_MS = 50;

/**
 * Claims a folder for one stack: two databases on one file would each be right alone.
 *
 * Each stack leaves a note under a name of its own, and only then looks for the notes of others. So of
 * two that start at the same moment at least one sees the other, and the one with the lower name goes
 * on. A note that outlived its stack, however that ended, is known by the socket beside it: nobody
 * listens there any more. It is removed, which harms nobody, for no name comes twice.
 *
 * A socket in the folder is found by everybody who finds the folder, also by a container with a network of
 * its own. It may be missing on file systems that take none, or if its path has more than a hundred
 * characters. Then the stack listens on a port, and is found in its own network alone.
 *
 * @param port where people find the stack; others are told it
 * @throws LocalError when another stack holds it
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

/** The notes of the stacks that hold a folder and have a database. Nothing in the folder changes. */
export async function stacksIn(folder: string): Promise<Note[]> {
  const notes = readdirSync(folder)
    .filter((each) => NOTE.test(each))
    .flatMap((each) => readNote(join(folder, each)) ?? [])
    .filter(({ isHeld, dynamoEndpoint }) => isHeld && dynamoEndpoint !== undefined);
  const isLive = await Promise.all(notes.map((note) => mayLive(folder, note)));
  return notes.filter((_, index) => isLive[index]);
}

/**
 * Listens on a socket of the file system.
 * @returns the port where it listens instead, or null
 */
async function listen(server: Server, path: string): Promise<number | null> {
  try {
    if (isTooLong(path)) throw new Error('The path is too long for a socket.');
    // Anybody who can use the folder may ask, such as the user of a container.
    server.listen({ path, readableAll: true, writableAll: true });
    await once(server, 'listening');
    return null;
  } catch {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
}

/** Resolves when there is no other; those that are to give way do so when they see this one's note. */
async function outlast(folder: string, name: string): Promise<void> {
  for (;;) {
    const others = await othersIn(folder, name);
    const stronger = others.find((other) => other.isHeld || other.name < name);
    if (stronger) {
      throw new LocalError(
        `The stack on port ${stronger.port} keeps its data in ${folder}. Stop it, or use --memory.`,
      );
    }
    if (others.length === 0) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

const NOTE = /^stack\.[\w-]+\.json$/;

const fileOf = (folder: string, name: string): string => join(folder, `stack.${name}.json`);

const socketOf = (folder: string, name: string): string => join(folder, `claim.${name}`);

/** Longer paths of sockets are cut off without an error: Linux has 108 bytes for them, macOS 104. */
const SOCKET_PATH_MAX_BYTES = 100;

const isTooLong = (path: string): boolean => Buffer.byteLength(path) > SOCKET_PATH_MAX_BYTES;

/** In one step: nobody reads half a note. */
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

/** After `rmSync` of a socket, Node.js 20 does not follow the symbolic links of packages any more. */
function removeSocket(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Its stack had none, or took it along.
  }
}

function readNote(file: string): Note | undefined {
  try {
    return noteShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Somebody listens and cannot be asked: a suspended stack that many have asked, or another user's. */
const IN_USE = new Set(['EAGAIN', 'EACCES', 'EPERM']);

/** Whether a stack is there, or somebody who does not say who they are. */
function mayLive(folder: string, { claimPort, name }: Note): Promise<boolean> {
  const path = socketOf(folder, name);
  // Whoever listens there came by a shorter path, and is not to be found by this one.
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
    // A server of another kind says that it does not understand.
    socket.write(`${name}\r\n\r\n`);
  });
