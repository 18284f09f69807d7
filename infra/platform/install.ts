import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sstEnvironment } from './sst';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where SST stores its components, their types and the Pulumi that runs them. */
export const platformFolder = at('.sst/platform');

/**
 * Makes SST unpack itself, unless this version is already there. Needs the npm registry but no
 * credentials. Takes less than a minute.
 */
export function installPlatform(): void {
  if (isInstalled()) return;
  const { status, stdout, stderr } = spawnSync(
    at('node_modules/.bin/sst'),
    ['install', '--stage', 'dev'],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...sstEnvironment(process.env),
        // Deploying needs Pulumi and Bun, which SST would fetch from elsewhere. Checking does not.
        SST_SKIP_DEPENDENCY_CHECK: '1',
        SST_NO_BUN: '1',
      },
    },
  );
  if (status !== 0) throw new Error(`sst install failed.\n${stdout}${stderr}`);
}

/** An installation writes the lock last. */
function isInstalled(): boolean {
  if (!existsSync(at('.sst/provider-lock.json'))) return false;
  const { version } = JSON.parse(readFileSync(at('node_modules/sst/package.json'), 'utf8')) as {
    version: string;
  };
  const installed = `${platformFolder}/version`;
  return existsSync(installed) && readFileSync(installed, 'utf8').trim() === version;
}
