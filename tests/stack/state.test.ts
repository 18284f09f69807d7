import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderFor, openState } from '../../local/state';
import { givenFolder } from '../support/folder';
import { givenFreePort } from '../support/port';

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A folder with the note of a stack that had no chance to remove it. */
function givenNote(claimPort: number, name = '00000000-0000-0000-0000-000000000000'): string {
  const folder = givenFolder();
  const note = { name, claimPort, port: 4000, isHeld: true };
  writeFileSync(join(folder, `stack.${name}.json`), JSON.stringify(note));
  return folder;
}

async function open(folder: string, port = 4001) {
  const state = await openState(folder, false, port);
  onTestFinished(() => state.release());
  return state;
}

const notesIn = (folder: string) => readdirSync(folder).filter((name) => /^stack\./.test(name));

describe('a folder', () => {
  it('is locked while a stack holds it, and free once it is released', async () => {
    const folder = givenFolder();
    const { release } = await openState(folder, false, 4000);
    await expect(openState(folder, false, 4001)).rejects.toThrow(
      `The stack on port 4000 already uses ${folder}. Stop it, or use --memory.`,
    );
    await release();
    await open(folder);
    expect(notesIn(folder)).toHaveLength(1);
  });

  it.each([2, 5, 10])('goes to only one of %i stacks that start together', async (count) => {
    const folder = givenFolder();
    const starts = await Promise.allSettled(
      Array.from({ length: count }, (_, i) => open(folder, 4000 + i)),
    );
    const started = starts.flatMap((each, i) => (each.status === 'fulfilled' ? [i] : []));
    expect(started).toHaveLength(1);
    for (const each of starts) {
      if (each.status === 'rejected') expect(String(each.reason)).toContain('The stack on port 40');
    }
    expect(notesIn(folder)).toHaveLength(1);
  });

  it('of a stack that was killed is free', async () => {
    await open(givenNote(await givenFreePort()));
  });

  it.each([
    ['says something else', createServer((_, response) => response.end('hello'))],
    ['greets', createTcpServer((socket) => socket.write('220 mail.example ESMTP\r\n'))],
    ['hangs up', createTcpServer((socket) => socket.destroy())],
  ])('is free when the server on the port of its stack %s', async (_, server) => {
    await open(givenNote(await portOf(server)));
  });

  it('is locked while its stack does not respond, because it may be suspended', async () => {
    const folder = givenNote(await portOf(createTcpServer(() => undefined)));
    await expect(open(folder)).rejects.toThrow('The stack on port 4000 already uses');
    expect(notesIn(folder)).toHaveLength(1);
  });

  it('with a truncated note is free', async () => {
    const folder = givenFolder();
    writeFileSync(join(folder, 'stack.half.json'), '{"name":');
    await open(folder);
  });
});

describe('a folder with a path that is too long for a socket', () => {
  const givenLongFolder = () => join(givenFolder(), 'x'.repeat(100));

  it('goes to only one stack, and is free once it is released', async () => {
    const folder = givenLongFolder();
    const { release } = await openState(folder, false, 4000);
    await expect(openState(folder, false, 4001)).rejects.toThrow('The stack on port 4000');
    await release();
    await open(folder);
  });
});

it('a released folder contains nothing of the claim', async () => {
  const folder = givenFolder();
  const { release } = await openState(folder, false, 4000);
  await release();
  expect(readdirSync(folder)).toEqual(['secrets.json']);
});

it.each([
  ['http://localhost:8000', 'localhost-8000'],
  ['http://127.0.0.1:8000', 'localhost-8000'],
  ['http://[::1]:8000', 'localhost-8000'],
  ['http://[fe80::1]:8001', '_fe80__1_-8001'],
  ['https://dynamodb.ap-south-1.amazonaws.com', 'dynamodb.ap-south-1.amazonaws.com'],
])('a stack on %s has its own folder', (endpoint, name) => {
  expect(folderFor('data', endpoint)).toBe(join('data', name));
});

describe('secrets', () => {
  it('last until the folder is reset', async () => {
    const folder = givenFolder();
    const secretsOf = async (reset: boolean) => {
      const { secrets, release } = await openState(folder, reset, 4000);
      await release();
      return secrets;
    };
    const secrets = await secretsOf(false);
    expect(await secretsOf(false)).toEqual(secrets);
    expect(await secretsOf(true)).not.toEqual(secrets);
  });

  it.each([
    ['jwtSecret', 'too short', 'has fewer than 32 bytes'],
    ['jwtSecret', `${'a'.repeat(32)},too short`, 'has fewer than 32 bytes'],
    ['nextTokenKey', Buffer.alloc(31).toString('base64'), 'is not 32 bytes in base64'],
    ['nextTokenKey', 'no key at all', 'is not 32 bytes in base64'],
  ])('that are too short are rejected: %s is %j', async (name, value, reason) => {
    const folder = givenFolder();
    const { release } = await openState(folder, false, 4000);
    await release();
    const file = join(folder, 'secrets.json');
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    writeFileSync(file, JSON.stringify({ ...secrets, [name]: value }));
    await expect(openState(folder, false, 4000)).rejects.toThrow(
      `${file}: ${name} ${reason}. Delete the file to create new secrets; everyone must sign in again.`,
    );
    expect(notesIn(folder)).toEqual([]);
  });
});
