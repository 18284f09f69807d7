import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findTarget } from '../../local/runningStack';
import { folderFor, openState } from '../../local/state';
import { givenFolder } from '../support/folder';
import { givenFreePort } from '../support/port';
import { run } from '../support/process';

const OWN = 'http://127.0.0.1:1234';
const OTHER = 'http://localhost:8000';

async function givenStackIn(folder: string, port: number, dynamoEndpoint?: string): Promise<void> {
  const state = await openState(folder, false, port);
  onTestFinished(() => state.release());
  if (dynamoEndpoint) state.nameDatabase(dynamoEndpoint);
}

it('findTarget finds the running stack by its folder, without changing the folder', async () => {
  const folder = givenFolder();
  await givenStackIn(folder, 4000, OWN);
  const found = { dynamoEndpoint: OWN, port: 4000 };
  expect(await findTarget({}, folder)).toEqual(found);
  expect(await findTarget({}, folder)).toEqual(found);
});

it('findTarget finds a stack on another database', async () => {
  const folder = givenFolder();
  await givenStackIn(folderFor(folder, OTHER), 4001, OTHER);
  expect(await findTarget({}, folder)).toEqual({ dynamoEndpoint: OTHER, port: 4001 });
});

it('PORT selects one of several stacks', async () => {
  const folder = givenFolder();
  await givenStackIn(folderFor(folder, OTHER), 4001, OTHER);
  await givenStackIn(folder, 4000, OWN);
  await expect(findTarget({}, folder)).rejects.toThrow(
    'Several stacks are running, on ports 4000, 4001. Set PORT to one of them.',
  );
  expect(await findTarget({ PORT: '4000' }, folder)).toEqual({ dynamoEndpoint: OWN, port: 4000 });
});

it('DYNAMODB_ENDPOINT takes precedence over a running stack', async () => {
  const folder = givenFolder();
  await givenStackIn(folder, 4001, OWN);
  expect(await findTarget({ DYNAMODB_ENDPOINT: OTHER }, folder)).toEqual({
    dynamoEndpoint: OTHER,
    port: 4000,
  });
});

it.each([
  ['nothing was ever started', async () => join(givenFolder(), 'none')],
  [
    'a stack has no database yet',
    async () => {
      const folder = givenFolder();
      await givenStackIn(folder, 4000);
      return folder;
    },
  ],
  [
    'a stack was killed',
    async () => {
      const folder = givenFolder();
      const name = '00000000-0000-0000-0000-000000000000';
      const note = { name, claimPort: await givenFreePort(), port: 4000, isHeld: true };
      writeFileSync(
        join(folder, `stack.${name}.json`),
        JSON.stringify({ ...note, dynamoEndpoint: OWN }),
      );
      return folder;
    },
  ],
])('findTarget throws when %s', async (_when, given: () => Promise<string>) => {
  const folder = await given();
  await expect(findTarget({}, folder)).rejects.toThrow(`No running stack uses ${folder}.`);
  await expect(findTarget({ PORT: '4001' }, folder)).rejects.toThrow(
    'No running stack on port 4001 uses',
  );
});

it('stats and the admin page use the data of the running stack', async () => {
  const cwd = givenFolder();
  const stack = run('local/start.ts', [], { cwd, env: { PORT: String(await givenFreePort()) } });
  await stack.until(/Ctrl-C/);
  const here = { cwd, env: { DYNAMODB_ADMIN_PORT: String(await givenFreePort()) } };
  const stats = run('ops/command.ts', ['reconcile'], here);
  expect([await stats.ended, stats.stderr()]).toEqual([0, '']);
  expect(stats.stdout()).toMatch(/^0 completions of 0 people, \d+ exercises/);

  const admin = run('local/database/browse.ts', [], here);
  const [, page] = await admin.until(/Admin UI +(\S+)\n[^]*Ctrl-C/);
  expect(await (await fetch(page!)).text()).toContain('akasha-labs-local-Progress');
});

it.each([
  ['ops/command.ts', ['reconcile']],
  ['local/database/browse.ts', []],
])('%s fails with a one-line error when no stack runs', async (script, args) => {
  const command = run(script, args, { cwd: givenFolder() });
  expect(await command.ended).toBe(1);
  expect(command.stderr()).toMatch(
    /^(The command failed: )?No running stack uses \.local\. [^\n]+\n$/,
  );
});
