/**
 * Runs a script of this repository: `node scripts/launch.mjs <script.ts> [arguments]`.
 *
 * Loading TypeScript file by file takes longer than everything that the stack does when it starts.
 * Bundled, without the packages, it takes only a moment.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ownAddress } from './ownAddress.mjs';
import { installProduction } from './packages.mjs';

installProduction();

const packagesFolder = fileURLToPath(new URL('../packages/', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { dependencies, devDependencies } = manifest;
const workspacePackages = Object.entries({ ...dependencies, ...devDependencies })
  .filter(([, version]) => version.startsWith('workspace:'))
  .map(([name]) => name);

/**
 * Packages remain external, except for those of the workspace. Dependencies of only those are
 * imported by file, because the bundle is in another folder and would not find them by name.
 */
const packages = {
  name: 'packages',
  setup({ onResolve, resolve: find }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (kind === 'entry-point' || pluginData === packages) return undefined;
      const isOurs = workspacePackages.includes(path);
      if (isBuiltin(path) || !(isOurs || importer.startsWith(packagesFolder))) {
        return { path, external: true };
      }
      const found = await find(path, { importer, resolveDir, kind, pluginData: packages });
      return isOurs
        ? { path: found.path, sideEffects: false }
        : { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

const [script, ...args] = process.argv.slice(2);
const cache = fileURLToPath(new URL('../node_modules/.cache/akasha-labs', import.meta.url));
const { build } = await import('esbuild');
const { outputFiles } = await build({
  entryPoints: [resolve(script)],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  write: false,
  outdir: cache,
  outExtension: { '.js': '.mjs' },
  plugins: [packages, ownAddress],
  // Resolves as Node.js does, without the `module` condition that bundlers add.
  conditions: [],
});

// One folder per content, so that processes that start together do not overwrite each other's
// files.
const digest = createHash('sha256');
for (const { contents } of outputFiles) digest.update(contents);
const folder = join(cache, digest.digest('hex').slice(0, 16));
if (!existsSync(folder)) {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(half, basename(path)), contents);
  try {
    renameSync(half, folder);
  } catch {
    // Another process with the same content was first.
    rmSync(half, { recursive: true });
  }
}

process.argv = [process.argv[0], script, ...args];
await import(pathToFileURL(join(folder, basename(script).replace(/ts$/, 'mjs'))).href);
