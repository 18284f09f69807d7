import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The browser part of the explorer: contents by file name. The page loads `main.js` and `main.css`.
 */
export type Bundle = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');
const cache = join(root, 'node_modules/.cache/akasha-labs-explorer');

/** The folder of the files of a bundle. */
export const bundleFolder = (version: string): string => join(cache, version);

/**
 * Reads the bundle. Builds it first, which takes seconds, if it does not exist for this version
 * yet.
 */
export async function loadBundle(version: string): Promise<Bundle> {
  const folder = bundleFolder(version);
  return (await readFolder(folder)) ?? (await make(folder));
}

/**
 * Identifies the inputs of the bundle: changes with the sources and with every installed version.
 */
export async function bundleVersion(): Promise<string> {
  const sources = await readdir(join(here, 'ui'));
  const paths = [
    join(root, 'pnpm-lock.yaml'),
    fileURLToPath(import.meta.url),
    ...sources.sort().map((name) => join(here, 'ui', name)),
  ];
  const hash = createHash('sha256');
  for (const path of paths)
    hash.update(`${path.slice(root.length)}\0`).update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

async function readFolder(folder: string): Promise<Bundle | undefined> {
  try {
    const names = await readdir(folder);
    const read = async (name: string) => [name, await readFile(join(folder, name))] as const;
    return new Map(await Promise.all(names.map(read)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Bundles into the folder. The folder appears complete or not at all, even if two processes do this
 * concurrently.
 */
async function make(folder: string): Promise<Bundle> {
  const files = await bundle();
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'unfinished-'));
  const write = ([name, contents]: [string, Uint8Array]) =>
    writeFile(join(unfinished, name), contents);
  await Promise.all([...files].map(write));
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  const outdated = (await readdir(cache)).filter(
    (name) => name !== basename(folder) && !name.startsWith('unfinished-'),
  );
  await Promise.all(
    outdated.map((name) => rm(join(cache, name), { recursive: true, force: true })),
  );
  return files;
}

async function bundle(): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  // Loaded here, so that a stack whose explorer is never opened does not pay for it.
  const { build } = await import('esbuild');
  const common = {
    bundle: true,
    minify: true,
    write: false,
    outdir: join(here, 'ui'),
    target: 'es2022',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  } as const;
  const built = await Promise.all([
    build({
      ...common,
      entryPoints: [join(here, 'ui/main.tsx')],
      format: 'esm',
      splitting: true,
      loader: { '.ttf': 'file' },
      tsconfig: join(here, 'ui/tsconfig.json'),
    }),
    build({ ...common, entryPoints: workers(), format: 'iife' }),
  ]);
  const outputs = built.flatMap((result) => result.outputFiles);
  return new Map(
    outputs.map(({ path, contents }) => [basename(path), contents as Uint8Array<ArrayBuffer>]),
  );
}

/** The editor's workers, in the versions that GraphiQL itself uses. */
function workers(): Record<string, string> {
  const fromHere = createRequire(import.meta.url);
  const fromGraphiql = createRequire(fromHere.resolve('graphiql/package.json'));
  const { resolve } = createRequire(fromGraphiql.resolve('@graphiql/react'));
  return {
    'editor.worker': resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
    'json.worker': resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
    'graphql.worker': resolve('monaco-graphql/esm/graphql.worker.js'),
  };
}
