import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json';
import { givenFolder } from '../support/folder';
import { givenFreePort } from '../support/port';
import { openTerminal, press } from '../support/process';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [pinned] = manifest.packageManager.split('+') as [string];

/** A checkout with a lockfile, and commands in place of npx and pnpm that say what they were given. */
function givenCheckout(files: Record<string, string> = {}) {
  const folder = givenFolder();
  const all = { 'package.json': JSON.stringify(manifest), 'pnpm-lock.yaml': 'new', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'local'));
  copyFileSync(join(root, 'local/install.mjs'), join(folder, 'local/install.mjs'));
  for (const name of ['npx', 'pnpm']) {
    const script = `#!/bin/sh\necho "${name} $*"\nexit "\${STATUS:-0}"\n`;
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  }
  return async (env: NodeJS.ProcessEnv = {}) => {
    const { npm_config_user_agent: _agent, npm_execpath: _running, ...rest } = process.env;
    const PATH = `${folder}:${process.env['PATH']}`;
    const command = [process.execPath, join(folder, 'local/install.mjs')];
    const running = openTerminal(command, { cwd: folder, env: { ...rest, PATH, ...env } });
    const status = await running.ended;
    return { status, stdout: running.stdout(), stderr: running.stderr().replaceAll(folder, '') };
  };
}

/** As pnpm sets it for the scripts that it runs. */
const under = (agent: string, command = 'pnpm') => ({
  npm_config_user_agent: `${agent} npm/? node/? linux x64`,
  npm_execpath: command,
});

describe('a script installs', () => {
  const installed = { 'node_modules/.pnpm/lock.yaml': 'new' };
  const asked = {
    status: 0,
    stdout: '',
    stderr: `npx --yes ${pinned} install --frozen-lockfile\n`,
  };

  it('what is missing', async () => {
    expect(await givenCheckout()()).toEqual(asked);
  });

  it('what another lockfile asks for', async () => {
    const stale = givenCheckout({ 'node_modules/.pnpm/lock.yaml': 'old' });
    expect(await stale()).toEqual(asked);
  });

  it('nothing when everything is there', async () => {
    expect(await givenCheckout(installed)()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('with the pnpm that runs it, if that is the pinned one', async () => {
    const install = givenCheckout();
    const itself = { ...asked, stderr: 'pnpm install --frozen-lockfile\n' };
    expect(await install(under(pinned.replace('@', '/')))).toEqual(itself);
    expect(await install(under(`${pinned.replace('@', '/')}0`))).toEqual(asked);
    expect(await install(under('pnpm/13.0.0'))).toEqual(asked);
    expect(await install(under('npm/11.0.0'))).toEqual(asked);
  });

  it('or does not run', async () => {
    const { status, stderr } = await givenCheckout()({ STATUS: '3' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nNothing was started: not everything could be installed\.\n$/);
    const gone = await givenCheckout()(under(pinned.replace('@', '/'), '/nowhere/pnpm'));
    expect(gone.status).toBe(1);
    expect(gone.stderr).toBe('Nothing was started: spawnSync /nowhere/pnpm ENOENT\n');
  });
});

describe('without a network', () => {
  /** A registry that hangs up on everybody. */
  async function givenDeadRegistry() {
    const requests: string[] = [];
    const server: Server = createServer((request) => {
      requests.push(request.url!);
      request.socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const npm_config_registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { requests, env: { npm_config_registry, npm_config_cache: givenFolder() } };
  }

  it('`npm start` asks no registry', async () => {
    const { requests, env } = await givenDeadRegistry();
    const PORT = String(await givenFreePort());
    const command = ['npm', 'start', '--', '--memory'];
    const stack = openTerminal(command, { cwd: root, env: { ...process.env, ...env, PORT } });
    onTestFinished(() => press(stack, 'SIGKILL'));
    await stack.until(/Ctrl-C/);
    press(stack, 'SIGINT');
    await stack.ended;
    expect(stack.stderr()).toBe('');
    expect(requests).toEqual([]);
  });

  it('npx does not wait for minutes', async () => {
    const { requests, env } = await givenDeadRegistry();
    const command = ['npx', 'pnpm', '--version'];
    const npx = openTerminal(command, { cwd: root, env: { ...process.env, ...env } });
    expect(await npx.ended).toBe(1);
    expect(requests).toEqual(['/pnpm', '/pnpm', '/pnpm']);
  });
});
