import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { LocalError } from './error';

/** What a stack leaves in a folder that it holds, or is about to. */
const noteShape = z.object({
  name: z.string(),
  /** Whoever connects there is told the name, as long as the stack lives. */
  claimPort: z.int(),
  /** Where people find the stack. */
  port: z.int(),
  isHeld: z.boolean(),
});
type Note = z.infer<typeof noteShape>;

/** A stack answers at once. One that is suspended with Ctrl-Z does not, and still holds its folder. */
const ANSWER_MAX_MS = 1_000;
const LOOK_AGAIN_MS = 50;

/**
 * Claims a folder for one stack: two databases on one file would each be right alone.
 *
 * Each stack leaves a note under a name of its own, and only then looks for the notes of others. So of
 * two that start at the same moment at least one sees the other, and the one with the lower name goes
 * on. A note that outlived its stack, however that ended, is known by its port: nobody listens there,
 * or somebody who has another name. It is removed, which harms nobody, for no name comes twice.
 *
 * @param port where people find the stack; others are told it
 * @returns gives the folder up
 * @throws LocalError when another stack holds it
 */
export async function claimFolder(folder: string, port: number): Promise<() => Promise<void>> {
  const name = randomUUID();
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end(name),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: claimPort } = server.address() as AddressInfo;
  const release = async () => {
    rmSync(fileOf(folder, name), { force: true });
    await once(server.close(), 'close');
  };
  try {
    writeNote(folder, { name, claimPort, port, isHeld: false });
    await outlast(folder, name);
    writeNote(folder, { name, claimPort, port, isHeld: true });
    return release;
  } catch (error) {
    await release();
    throw error;
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
    if (note && (await mayLive(note))) others.push(note);
    else rmSync(file, { force: true });
  }
  return others;
}

function readNote(file: string): Note | undefined {
  try {
    return noteShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether a stack is there, or somebody who does not say who they are. */
const mayLive = ({ claimPort, name }: Note): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(claimPort, '127.0.0.1');
    const settle = (isAlive: boolean) => {
      resolve(isAlive);
      socket.destroy();
    };
    let text = '';
    socket.setTimeout(ANSWER_MAX_MS, () => settle(true));
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(text === name));
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (!name.startsWith(text)) settle(false);
    });
    // A server of another kind says that it does not understand.
    socket.write(`${name}\r\n\r\n`);
  });
