/**
 * Builds what is published into `dist/`: one script with everything that it depends on, and the
 * licences of what is inside.
 */
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

process.chdir(import.meta.dirname);

/** The folders of the packages whose modules are in the bundle. */
function packagesIn(inputs) {
  const folders = Object.keys(inputs).map(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0],
  );
  return [...new Set(folders.filter(Boolean))].sort();
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), 'utf8') : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

const { metafile, outputFiles } = await build({
  // esbuild keeps the folder that it was loaded in.
  absWorkingDir: process.cwd(),
  entryPoints: { cli: 'src/main.ts' },
  outdir: 'dist',
  write: false,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  // What it depends on is CommonJS and requires Node's own modules.
  format: 'cjs',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
});
const licences = await Promise.all(packagesIn(metafile.inputs).map(licenceOf));

// Files appear whole, because tests may pack while another one builds.
const unfinished = join('node_modules/.cache', `build-${process.pid}`);
await mkdir(unfinished, { recursive: true });
await mkdir('dist', { recursive: true });
async function place(name, contents) {
  await writeFile(join(unfinished, name), contents);
  await rename(join(unfinished, name), join('dist', name));
}
for (const { path, contents } of outputFiles) await place(basename(path), contents);
await place('THIRD-PARTY-LICENCES.txt', licences.join(`\n${'-'.repeat(80)}\n\n`));
await rm(unfinished, { recursive: true });
