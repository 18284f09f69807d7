/**
 * Installs what is missing with the pnpm that package.json pins, whoever runs the script: npm, some
 * pnpm or Node.js alone. What is installed already is seen without a network.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusal } from './nodeVersion.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const tooOld = refusal(process.versions.node, manifest.engines.node);
if (tooOld) {
  console.error(tooOld);
  process.exit(1);
}

/** pnpm keeps a copy of the lockfile that it installed. Each workspace package has modules of its own. */
function isInstalled() {
  try {
    const installed = readFileSync(join(root, 'node_modules/.pnpm/lock.yaml'));
    const packages = readdirSync(join(root, 'packages')).map((name) =>
      join(root, 'packages', name),
    );
    return (
      installed.equals(readFileSync(join(root, 'pnpm-lock.yaml'))) &&
      packages
        .filter((folder) => existsSync(join(folder, 'package.json')))
        .every((folder) => existsSync(join(folder, 'node_modules')))
    );
  } catch {
    return false;
  }
}

/** npm, whose answer is read; the other lines are for whoever waits. */
function npm(...args) {
  const { status, error, stdout } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'pipe', process.stderr.fd],
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(`npm ${args[0]} failed.`);
  return stdout;
}

/**
 * Downloads pnpm and compares it with its hash before anything of it runs. npm alone would compare it
 * with what the registry says, and the registry is what may be wrong.
 *
 * @param specifier `pnpm@<version>`
 * @param pin `<algorithm>.<hash in hexadecimal digits>`
 * @param folder an empty one
 * @returns its command
 */
function downloadPnpm(specifier, pin, folder) {
  const [algorithm, expected] = pin.split('.');
  const [{ filename }] = JSON.parse(
    npm('pack', specifier, '--json', '--prefer-offline', '--pack-destination', folder),
  );
  const archive = join(folder, filename);
  const found = createHash(algorithm).update(readFileSync(archive)).digest('hex');
  if (found !== expected) {
    throw new Error(
      `${specifier} is not what package.json pins. It has ${algorithm} ${found}, and packageManager says ${expected}. Use a registry that you trust, or correct packageManager.`,
    );
  }
  const quietly = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  npm('install', archive, '--prefix', folder, ...quietly);
  return join(folder, 'node_modules/.bin/pnpm');
}

/** The command of the pinned pnpm: the one that runs this script, if it is that one. */
function pinnedPnpm(folder) {
  const [specifier, pin] = manifest.packageManager.split('+');
  const { npm_config_user_agent: agent = '', npm_execpath: running } = process.env;
  const isRunning = agent.startsWith(`${specifier.replace('@', '/')} `);
  return isRunning ? running : downloadPnpm(specifier, pin, folder);
}

/** What a script prints is its own, the session token for one: pnpm writes to the errors. */
function install(pnpm) {
  const { status, error } = spawnSync(pnpm, ['install', '--frozen-lockfile'], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (status !== 0) throw error ?? new Error('not everything could be installed.');
}

if (!isInstalled()) {
  const folder = mkdtempSync(join(tmpdir(), 'pnpm-'));
  try {
    install(pinnedPnpm(folder));
  } catch (error) {
    console.error(`Nothing was started: ${error.message}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  // Before whatever imports this goes on.
  if (process.exitCode) process.exit();
}
