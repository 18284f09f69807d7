import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subset, valid } from 'semver';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json';
import builtIn from './pnpmCommands.json';

const WORKFLOWS = '.github/workflows';
const root = fileURLToPath(new URL('../..', import.meta.url));
const sourceOf = (path: string) => readFileSync(join(root, path), 'utf8');

type Manifest = Pick<typeof manifest, 'name' | 'private' | 'engines'> & {
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
};

const packages = readdirSync(join(root, 'packages')).map((name) => {
  const text = sourceOf(join('packages', name, 'package.json'));
  return JSON.parse(text) as Manifest;
});
const CI = ['.ci/run', ...readdirSync(join(root, WORKFLOWS)).map((name) => join(WORKFLOWS, name))];
const [, version] = /^pnpm@(\d+\.\d+\.\d+)\+sha512\.[0-9a-f]{128}$/.exec(manifest.packageManager)!;

describe('pnpm', () => {
  it('is pinned, and the list of its commands is from the pinned version', () => {
    // From `pnpm help -a`, which lists commands with their aliases.
    expect(builtIn.pnpm).toBe(version);
    expect(builtIn.commands).toContain('token');
  });

  it('has built-in commands with the names of two scripts only', () => {
    // These built-in commands run the script of the same name.
    const shared = ['start', 'test'];
    // Their usual names. Everything that names them has `run`, and the built-in commands refuse
    // `--stage`.
    const withRun = ['deploy', 'remove'];
    const names = Object.keys(manifest.scripts).filter((name) => !shared.includes(name));
    expect(names.filter((name) => builtIn.commands.includes(name))).toEqual(withRun);
  });

  it('is installed at its pinned version, and runs nothing else', () => {
    const commands = [manifest, ...packages].flatMap(({ scripts: own }) =>
      Object.values(own ?? {}),
    );
    const scripts = [...CI.map(sourceOf), ...commands].join('\n');
    const test = /^npx --yes "\$\(node -p '(.*)'\)" test$/m;
    expect(scripts.replace(/^ *#.*$/gm, '').replace(test, '')).not.toMatch(
      /\b(pnpm|npx|corepack)\b/,
    );
    // The script that compares pnpm with its pinned hash runs first.
    const ci = sourceOf('.ci/run');
    expect(ci.search(/^node scripts\/install\.mjs$/m)).toBeGreaterThan(0);
    expect(ci.search(/^node scripts\/install\.mjs$/m)).toBeLessThan(ci.search(test));
    const [, expression] = test.exec(ci)!;
    const pinned = execFileSync(process.execPath, ['-p', expression!], { cwd: root });
    expect(String(pinned)).toBe(`pnpm@${version}\n`);
    // Scripts that start a TypeScript file begin with the installation.
    expect(manifest.scripts.test).toMatch(/^node scripts\/install\.mjs && /);
    expect(sourceOf('scripts/launch.mjs')).toMatch(/^installProduction\(\);$/m);
  });

  it('installs only packages that run on every supported Node.js version', () => {
    const { packages } = parse(sourceOf('pnpm-lock.yaml')) as {
      packages: Record<string, { engines?: { node?: string } }>;
    };
    const demanding = Object.entries(packages).filter(
      ([, { engines }]) => engines?.node && !subset(manifest.engines.node, engines.node),
    );
    expect(demanding.map(([name]) => name)).toEqual([]);
  });
});

describe.each(packages)('the workspace package $name', (own) => {
  it('cannot be published until its owner decides', () => {
    expect(own.private).toBe(true);
  });

  it('requires the same Node.js versions as the product', () => {
    expect(own.engines).toEqual(manifest.engines);
  });
});

it.each<Manifest>([manifest, ...packages])('$name pins exact versions', (own) => {
  const { dependencies, devDependencies, optionalDependencies } = own;
  const versions = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const isExact = (version: string) => {
    // A second version of a package has another name: `npm:<package>@<version>`.
    const number = version.replace(/^npm:.+@/, '');
    return version === 'workspace:*' || valid(number) === number;
  };
  expect(Object.entries(versions).filter(([, version]) => !isExact(version))).toEqual([]);
});
