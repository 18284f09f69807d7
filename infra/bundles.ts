import { spawnSync } from 'node:child_process';
import { byTable, type TableNames } from '../model/tables';
import type { StageConstants } from '../resolvers/bundle';

/**
 * Table names and secrets are only known during the deploy. Until then, placeholders of the same
 * length replace them, so that code over AppSync's limit is refused before anything is deployed.
 */
const placeholders: StageConstants = {
  tableNames: byTable((table) => `TABLE_NAME_OF_${table}`.padEnd(64, '_')),
  bundlesUrl: 'BUNDLES_URL'.padEnd(256, '_'),
  pageKey: 'PAGE_KEY'.padEnd(32, '_'),
};

/**
 * By file. Built in a separate process: SST runs this program elsewhere, with a different esbuild.
 */
const bundles = bundleAll();

function bundleAll(): Readonly<Record<string, string>> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/launch.mjs', 'resolvers/bundleAll.ts', JSON.stringify(placeholders)],
    { cwd: $cli.paths.root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  // Without the stack trace.
  if (status !== 0) throw new Error(/^Error: ([^]*?)\n {4}at /m.exec(stderr)?.[1] ?? stderr);
  return JSON.parse(stdout) as Record<string, string>;
}

/**
 * Whether the code of a file in `resolvers/` contains the page key, which makes the code a secret.
 */
export const holdsPageKey = (file: string): boolean =>
  bundles[file]!.includes(placeholders.pageKey);

/** The exact string that AppSync receives for a file in `resolvers/`. */
export const codeOf = (file: string, { tableNames, bundlesUrl, pageKey }: StageConstants): string =>
  Object.entries(placeholders.tableNames).reduce(
    (code, [table, placeholder]) =>
      code.replaceAll(placeholder, tableNames[table as keyof TableNames]),
    bundles[file]!.replaceAll(placeholders.bundlesUrl, bundlesUrl).replaceAll(
      placeholders.pageKey,
      pageKey,
    ),
  );
