/**
 * Builds what is published into `dist/`: one script with everything that it depends on, and the
 * licences of what is inside.
 */
import { build } from 'esbuild';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  // esbuild keeps the folder that it was loaded in.
  absWorkingDir: process.cwd(),
  entryPoints: { cli: 'src/main.ts' },
  outdir: 'dist',
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
await writeFile('dist/THIRD-PARTY-LICENCES.txt', licences.join(`\n${'-'.repeat(80)}\n\n`));
