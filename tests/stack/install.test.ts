import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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

const ARCHIVE = 'the archive of pnpm';
const HASH = createHash('sha512').update(ARCHIVE).digest('hex');

/** Prints its arguments. Has one version of pnpm, which it can download and unpack. */
const NPM = `#!/bin/sh
echo "npm $1 $2" >&2
case "$1" in
  pack)
    for folder; do :; done
    printf '%s' "$ARCHIVE" > "$folder/pnpm.tgz"
    echo '[{ "filename": "pnpm.tgz" }]' ;;
  install)
    mkdir -p "$4/node_modules/.bin"
    cp "$(dirname "$0")/pnpm" "$4/node_modules/.bin/pnpm" ;;
esac
exit "\${NPM_STATUS:-0}"
`;
const PNPM = `#!/bin/sh\necho "pnpm $*"\nmkdir -p node_modules\nexit "\${STATUS:-0}"\n`;

/** A checkout with a lockfile that pins what npm has, and fake npm and pnpm commands. */
function givenCheckout(files: Record<string, string> = {}) {
  const folder = givenFolder();
  const packageManager = `${pinned}+sha512.${HASH}`;
  const all = {
    'package.json': JSON.stringify({ ...manifest, packageManager }),
    'pnpm-lock.yaml': 'new',
    'packages/one/package.json': '{ "dependencies": { "some": "1.0.0" } }',
    'packages/two/package.json': '{}',
    // As the commands of the product begin.
    'scripts/product.mjs':
      "import { installProduction } from './packages.mjs';\ninstallProduction();\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'tmp'));
  for (const name of ['install', 'packages', 'nodeVersion']) {
    copyFileSync(join(root, `scripts/${name}.mjs`), join(folder, `scripts/${name}.mjs`));
  }
  writeFileSync(join(folder, 'npm'), NPM, { mode: 0o755 });
  writeFileSync(join(folder, 'pnpm'), PNPM, { mode: 0o755 });
  return async (env: NodeJS.ProcessEnv = {}, script = 'install') => {
    const { npm_config_user_agent: _agent, npm_execpath: _running, ...rest } = process.env;
    const [PATH, TMPDIR] = [`${folder}:${process.env['PATH']}`, join(folder, 'tmp')];
    const command = [process.execPath, join(folder, `scripts/${script}.mjs`)];
    const running = openTerminal(command, {
      cwd: folder,
      env: { ...rest, PATH, TMPDIR, ARCHIVE, ...env },
    });
    const status = await running.ended;
    expect(readdirSync(TMPDIR)).toEqual([]);
    const stderr = running.stderr().replaceAll(/\S+(?=\/pnpm\.tgz)/g, '<tmp>');
    return { status, stdout: running.stdout(), stderr };
  };
}

/** The environment that pnpm sets for the scripts that it runs. */
const under = (agent: string, command = 'pnpm') => ({
  npm_config_user_agent: `${agent} npm/? node/? linux x64`,
  npm_execpath: command,
});

describe('the installation', () => {
  const root = { 'node_modules/.pnpm/lock.yaml': 'new' };
  const installed = {
    ...root,
    'packages/one/node_modules/some/package.json': '{}',
    'packages/gone/dist/index.js': '',
  };
  const asked = {
    status: 0,
    stdout: '',
    stderr: `npm pack ${pinned}\nnpm install <tmp>/pnpm.tgz\npnpm install --frozen-lockfile\n`,
  };

  it('installs when node_modules is missing', async () => {
    expect(await givenCheckout()()).toEqual(asked);
  });

  it('installs when the lockfile has changed', async () => {
    const stale = givenCheckout({ ...installed, 'node_modules/.pnpm/lock.yaml': 'old' });
    expect(await stale()).toEqual(asked);
  });

  it('installs when a workspace package has no node_modules', async () => {
    expect(await givenCheckout(root)()).toEqual(asked);
  });

  it('refuses a Node.js version that package.json does not allow', async () => {
    const engines = { node: '>=1000' };
    const install = givenCheckout({ 'package.json': JSON.stringify({ ...manifest, engines }) });
    expect(await install()).toEqual({
      status: 1,
      stdout: '',
      stderr: `Node.js ${process.versions.node} is not supported. Use >=1000, for example Node.js 24.\n`,
    });
  });

  it('does nothing when everything is installed', async () => {
    expect(await givenCheckout(installed)()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('uses the pnpm that runs it if it is the pinned version', async () => {
    const install = givenCheckout();
    const itself = { ...asked, stderr: 'pnpm install --frozen-lockfile\n' };
    expect(await install(under(pinned.replace('@', '/')))).toEqual(itself);
    expect(await install(under(`${pinned.replace('@', '/')}0`))).toEqual(asked);
    expect(await install(under('pnpm/13.0.0'))).toEqual(asked);
    expect(await install(under('npm/11.0.0'))).toEqual(asked);
  });

  it('does not run a pnpm that does not match the hash in package.json', async () => {
    const replaced = createHash('sha512').update('another archive').digest('hex');
    expect(await givenCheckout()({ ARCHIVE: 'another archive' })).toEqual({
      status: 1,
      stdout: '',
      stderr:
        `npm pack ${pinned}\nNothing was started: ${pinned} does not match the hash in package.json. ` +
        `It has sha512 ${replaced}, but packageManager requires ${HASH}. ` +
        'Use a registry that you trust, or correct packageManager.\n',
    });
  });

  it('starts nothing when the installation fails', async () => {
    const failed = await givenCheckout()({ STATUS: '3' });
    expect(failed).toEqual({
      ...asked,
      status: 1,
      stderr: `${asked.stderr}Nothing was started: the installation failed.\n`,
    });
    expect(await givenCheckout()({ NPM_STATUS: '1' })).toEqual({
      ...asked,
      status: 1,
      stderr: `npm pack ${pinned}\nNothing was started: npm pack failed.\n`,
    });
    const gone = await givenCheckout()(under(pinned.replace('@', '/'), '/nowhere/pnpm'));
    expect(gone.status).toBe(1);
    expect(gone.stderr).toBe('Nothing was started: spawnSync /nowhere/pnpm ENOENT\n');
  });
});

describe('the installation for a command of the product', () => {
  const part = {
    status: 0,
    stdout: '',
    stderr: `npm pack ${pinned}\nnpm install <tmp>/pnpm.tgz\npnpm install --frozen-lockfile --prod --trust-lockfile\n`,
  };
  const everything = { ...part, stderr: part.stderr.replace(' --prod --trust-lockfile', '') };
  const nothing = { status: 0, stdout: '', stderr: '' };
  const modules = { 'packages/one/node_modules/some/package.json': '{}' };

  it('omits the packages of tests and checks, and happens once', async () => {
    const checkout = givenCheckout(modules);
    expect(await checkout({}, 'product')).toEqual(part);
    expect(await checkout({}, 'product')).toEqual(nothing);
    expect(await checkout()).toEqual(everything);
  });

  it('happens again after it failed', async () => {
    const checkout = givenCheckout(modules);
    expect((await checkout({ STATUS: '3' }, 'product')).status).toBe(1);
    expect(await checkout({}, 'product')).toEqual(part);
  });

  it('does nothing when everything is installed', async () => {
    const checkout = givenCheckout({ ...modules, 'node_modules/.pnpm/lock.yaml': 'new' });
    expect(await checkout({}, 'product')).toEqual(nothing);
  });

  it.each([
    ['JSON', '{ "included": { "devDependencies": true } }'],
    ['YAML', 'included:\n  devDependencies: true\n'],
  ])(
    'keeps the packages of tests and checks when the lockfile has changed, noted as %s',
    async (_, noted) => {
      const checkout = givenCheckout({
        ...modules,
        'node_modules/.pnpm/lock.yaml': 'old',
        'node_modules/.modules.yaml': noted,
      });
      expect(await checkout({}, 'product')).toEqual(everything);
    },
  );
});

describe('without a network', () => {
  /** A registry that closes every connection. */
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

  it('`npm start` sends no request to the registry', async () => {
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

  it('npx gives up on the registry after three attempts', async () => {
    const { requests, env } = await givenDeadRegistry();
    const command = ['npx', 'pnpm', '--version'];
    const npx = openTerminal(command, { cwd: root, env: { ...process.env, ...env } });
    expect(await npx.ended).toBe(1);
    expect(requests).toEqual(['/pnpm', '/pnpm', '/pnpm']);
  });
});
