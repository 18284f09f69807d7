/**
 * Builds what is published into `dist/`: one JavaScript module and its type declarations. What the
 * package depends on stays outside.
 */
import { build } from 'esbuild';
import { copyFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

process.chdir(import.meta.dirname);

const door = './src/index.ts';

/** Files that code finds beside itself. */
const besides = [
  'src/document/appsync.prelude.graphql',
  'src/evaluator/realmSetup.js',
  'src/typeCheck/library.d.ts',
];

await rm('dist', { recursive: true, force: true });
await build({
  // esbuild keeps the folder that it was loaded in.
  absWorkingDir: process.cwd(),
  entryPoints: [door],
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
});
const declarations = await rollup({
  input: door,
  external: /^[^./]/,
  plugins: [dts({ tsconfig: '../../tsconfig.json' })],
});
await declarations.write({ file: 'dist/index.d.ts' });
await declarations.close();
await Promise.all(besides.map((file) => copyFile(file, `dist/${basename(file)}`)));
