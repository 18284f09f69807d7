import { expect, it, onTestFinished } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '../support/folder';
import { canHaveOwnNetwork, startOwnNetwork } from '../support/ownNetwork';
import { givenFreePort } from '../support/port';
import { run } from '../support/process';

// A host and a container on it can share a folder, but not a network.

async function given() {
  const cwd = givenFolder();
  const port = await givenFreePort();
  const network = await startOwnNetwork();
  onTestFinished(() => network.close());
  const here = run('local/start.ts', [], { cwd, env: { PORT: String(port) } });
  await here.until(/Ctrl-C/);
  return {
    cwd,
    here,
    refusal: `The stack on port ${port} already uses .local. Stop it, or use --memory.\n`,
    elsewhere: () =>
      run('local/start.ts', [], { cwd, env: { PORT: '4000' }, prefix: network.prefix }),
  };
}

it.skipIf(!canHaveOwnNetwork())(
  'a stack in another network refuses to start on the data of a running or suspended one',
  async () => {
    const { here, elsewhere, refusal } = await given();
    const second = elsewhere();
    expect([await second.ended, second.stderr()]).toEqual([1, refusal]);
    here.child.kill('SIGSTOP');
    const third = elsewhere();
    expect([await third.ended, third.stderr()]).toEqual([1, refusal]);
    here.child.kill('SIGCONT');
  },
);

it.skipIf(!canHaveOwnNetwork())(
  'a stack that was killed does not lock its data, in any network',
  async () => {
    const { cwd, here, elsewhere } = await given();
    here.child.kill('SIGKILL');
    await here.ended;
    const next = elsewhere();
    await next.until(/Ctrl-C/);
    const claims = readdirSync(join(cwd, '.local')).filter((name) => name.startsWith('claim.'));
    expect(claims).toHaveLength(1);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  },
);
