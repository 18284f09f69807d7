/**
 * Installs missing packages with the pnpm version pinned in package.json, whether npm, some pnpm or
 * plain Node.js runs the scripts. Detects installed packages without a network.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Reads a file of the repository. Null if it does not exist. */
function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');

/** pnpm stores a copy of the lockfile that it installed, without what was left out. */
const EVERYTHING = 'node_modules/.pnpm/lock.yaml';

/** Our copy of the lockfile whose `dependencies` are installed. */
const PRODUCTION = 'node_modules/.production-lock.yaml';

/** Each workspace package with dependencies has its own modules. */
const packagesHaveModules = () =>
  readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((folder) => JSON.parse(read(`${folder}/package.json`) ?? '{}').dependencies)
    .every((folder) => existsSync(join(root, folder, 'node_modules')));

const isInstalled = (copies) =>
  copies.some((copy) => read(copy) === lockfile) && packagesHaveModules();

/**
 * Whether an earlier installation, perhaps of another lockfile, included the `devDependencies`. Some
 * versions of pnpm write this file as JSON, others as YAML.
 */
const hasDevDependencies = () =>
  /\bdevDependencies"?: *true\b/.test(read('node_modules/.modules.yaml') ?? '');

/** Runs npm and returns its output. Other lines are shown to the user. */
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
 * Downloads pnpm and compares its hash before running any of it. npm by itself would compare it
 * with the registry's metadata, and the registry may be compromised.
 *
 * @param specifier `pnpm@<version>`
 * @param pin `<algorithm>.<hash in hexadecimal digits>`
 * @param folder an empty folder
 * @returns the command that runs it
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
      `${specifier} does not match the hash in package.json. It has ${algorithm} ${found}, but packageManager requires ${expected}. Use a registry that you trust, or correct packageManager.`,
    );
  }
  const quietly = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  npm('install', archive, '--prefix', folder, ...quietly);
  return join(folder, 'node_modules/.bin/pnpm');
}

/** The command of the pinned pnpm: the one that runs this script, if the version matches. */
function pinnedPnpm(folder) {
  const [specifier, pin] = manifest.packageManager.split('+');
  const { npm_config_user_agent: agent = '', npm_execpath: running } = process.env;
  const isRunning = agent.startsWith(`${specifier.replace('@', '/')} `);
  return isRunning ? running : downloadPnpm(specifier, pin, folder);
}

/**
 * A script's standard output is its own, for example the session token, so pnpm writes to standard
 * error.
 */
function install(pnpm, ...options) {
  const { status, error } = spawnSync(pnpm, ['install', '--frozen-lockfile', ...options], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (status !== 0) throw error ?? new Error('the installation failed.');
}

/** Ends the process if that fails. */
function installWithPinnedPnpm(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'pnpm-'));
  try {
    install(pinnedPnpm(folder), ...options);
  } catch (error) {
    console.error(`Nothing was started: ${error.message}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (process.exitCode) process.exit();
}

/** Installs every package, unless that is done. */
export function installEverything() {
  if (!isInstalled([EVERYTHING])) installWithPinnedPnpm();
}

/**
 * Installs the packages that run the product, unless that is done. Those of its tests and checks
 * are two thirds of all packages. Trusts the lockfile, whose thousand entries pnpm would look up in
 * the registry: CI did so before they were merged.
 *
 * @see https://pnpm.io/supply-chain-security
 */
export function installProduction() {
  if (isInstalled([EVERYTHING, PRODUCTION])) return;
  if (hasDevDependencies()) return installEverything();
  installWithPinnedPnpm('--prod', '--trust-lockfile');
  writeFileSync(join(root, PRODUCTION), lockfile);
}
