/**
 * Installs what is missing with the pnpm that package.json pins, whoever runs the script: npm, some
 * pnpm or Node.js alone. What is installed already is seen without a network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** pnpm keeps a copy of the lockfile that it installed. */
function isInstalled() {
  try {
    const installed = readFileSync(join(root, 'node_modules/.pnpm/lock.yaml'));
    return installed.equals(readFileSync(join(root, 'pnpm-lock.yaml')));
  } catch {
    return false;
  }
}

/** The command of the pinned pnpm: the one that runs this script, if it is that one. */
function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [pinned] = packageManager.split('+');
  const { npm_config_user_agent: agent = '', npm_execpath: running } = process.env;
  return agent.startsWith(`${pinned.replace('@', '/')} `) ? [running] : ['npx', '--yes', pinned];
}

if (!isInstalled()) {
  const [command, ...args] = pinnedPnpm();
  // What a script prints is its own: the session token, for one.
  const { status, error } = spawnSync(command, [...args, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (status !== 0) {
    console.error(`Nothing was started: ${error?.message ?? 'not everything could be installed.'}`);
    process.exit(1);
  }
}
