import { spawnSync } from 'node:child_process';
import { tables as definitions, type TableNames } from '../model/tables';

/**
 * Tables get their names while they are deployed. Until then, something as long stands for each, so
 * that code over AppSync's limit is refused before anything is deployed.
 */
const placeholders = Object.fromEntries(
  Object.keys(definitions).map((table) => [table, `TABLE_NAME_OF_${table}`.padEnd(64, '_')]),
) as TableNames;

/** By file. Made in a process of its own: SST runs this program elsewhere, with another esbuild. */
const bundles = bundleAll();

function bundleAll(): Readonly<Record<string, string>> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['local/launch.mjs', 'resolvers/bundleAll.ts', JSON.stringify(placeholders)],
    { cwd: $cli.paths.root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  // Without the lines of the stack.
  if (status !== 0) throw new Error(/^Error: ([^]*?)\n {4}at /m.exec(stderr)?.[1] ?? stderr);
  return JSON.parse(stdout) as Record<string, string>;
}

/** The exact string that AppSync is given for a file of `resolvers/`. */
export const codeOf = (file: string, names: TableNames): string =>
  Object.entries(placeholders).reduce(
    (code, [table, placeholder]) => code.replaceAll(placeholder, names[table as keyof TableNames]),
    bundles[file]!,
  );
