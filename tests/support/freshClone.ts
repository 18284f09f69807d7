import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canHaveOwnNetwork, startOwnNetwork, type OwnNetwork } from './ownNetwork';
import { openTerminal, press, type Running } from './process';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A clone of this repository in which nothing has run yet, with an empty home folder. */
export interface FreshClone {
  readonly folder: string;
  readonly home: string;
  /** Runs commands in a new terminal. */
  type(commands: string, env?: NodeJS.ProcessEnv): Running;
  remove(): void;
}

/**
 * Clones the last commit and applies uncommitted changes.
 *
 * On CI, everything is downloaded, as on a new machine. On a developer's machine, the caches of npm
 * and pnpm are used. If they are complete and the machine supports it, the clone has its own
 * network: no registry is reachable, and every port in the README is free.
 */
export async function makeFreshClone(): Promise<FreshClone> {
  const parent = mkdtempSync(join(tmpdir(), 'akasha-clone-'));
  const [folder, home] = [join(parent, 'akasha-labs'), join(parent, 'home')];
  mkdirSync(home);
  execFileSync('git', ['clone', '--quiet', root, folder], { stdio: 'pipe' });
  const changes = execFileSync('git', ['diff', '--binary', 'HEAD'], { cwd: root });
  if (changes.length > 0) execFileSync('git', ['apply'], { cwd: folder, input: changes });

  const env = { ...surroundings(), ...(process.env['CI'] ? {} : caches()), HOME: home };
  const isCut = canHaveOwnNetwork() && needsNoRegistry(folder, env);
  const network: OwnNetwork | undefined = isCut ? await startOwnNetwork() : undefined;
  const terminals: Running[] = [];
  const remove = () => {
    terminals.forEach((terminal) => press(terminal, 'SIGKILL'));
    network?.close();
    rmSync(parent, { recursive: true, force: true });
  };
  return {
    folder,
    home,
    type(commands, more = {}) {
      const typed = [...(network?.prefix ?? []), 'bash', '-c', commands];
      const terminal = openTerminal(typed, { cwd: folder, env: { ...env, ...more } });
      terminals.push(terminal);
      return terminal;
    },
    remove,
  };
}

/** This process's environment, without variables of the test runner and the checkout. */
function surroundings(): NodeJS.ProcessEnv {
  const own =
    /^(npm_|pnpm_|VITEST|NODE_ENV$|INIT_CWD$|PORT$|AWS_|SST_|DYNAMODB_|GITHUB_CLIENT_|FRONTEND_)/i;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const outside = path.filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: outside.join(delimiter) };
}

/** The caches of npm and pnpm on Linux. On other platforms, pnpm's cache is in the home folder. */
function caches(): NodeJS.ProcessEnv {
  const { npm_config_cache, XDG_CACHE_HOME, XDG_DATA_HOME } = process.env;
  return {
    npm_config_cache: npm_config_cache ?? join(homedir(), '.npm'),
    XDG_CACHE_HOME: XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    XDG_DATA_HOME: XDG_DATA_HOME ?? join(homedir(), '.local/share'),
  };
}

/** Whether the newest pnpm that npm has metadata of is in its cache. */
function needsNoRegistry(cwd: string, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync('npx', ['--offline', 'pnpm', '--version'], { cwd, env, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
