import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openState } from '../../local/state';
import { givenFolder } from '../support/folder';

/** Somebody who listens on a port, and what they were asked. */
async function givenListener(answer: string): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

function givenFolderOf(stack: { port: number; name: string }): string {
  const folder = givenFolder();
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack));
  return folder;
}

it('a stack that answers with its name keeps its folder', async () => {
  const { port } = await givenListener('{"status":"ok","instance":"first"}');
  const folder = givenFolderOf({ port, name: 'first' });
  await expect(openState(folder, false, { port: port + 1, name: 'second' })).rejects.toThrow(
    `The stack on port ${port} keeps its data in ${folder}. Stop it, or use --memory.`,
  );
});

it('a stranger on the port of a stack that is gone is no stack', async () => {
  const { port, asked } = await givenListener('hello');
  const folder = givenFolderOf({ port, name: 'first' });
  await openState(folder, false, { port: port + 1, name: 'second' });
  expect(asked).toEqual(['/healthz']);
});

it('a stack that starts again on its port does not ask itself', async () => {
  const { port, asked } = await givenListener('{"status":"ok","instance":"first"}');
  await openState(givenFolderOf({ port, name: 'first' }), false, { port, name: 'second' });
  expect(asked).toEqual([]);
});

it('secrets last until the folder is reset', async () => {
  const folder = givenFolder();
  const self = { port: 1, name: 'self' };
  const { secrets } = await openState(folder, false, self);
  expect((await openState(folder, false, self)).secrets).toEqual(secrets);
  expect((await openState(folder, true, self)).secrets).not.toEqual(secrets);
});
