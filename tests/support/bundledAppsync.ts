import { build } from 'esbuild';
import { renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ownAddress } from '../../scripts/ownAddress.mjs';

const folder = fileURLToPath(new URL('../../packages/local-appsync/', import.meta.url));

/** In `node_modules`, where Vitest runs modules as they are and keeps them between files. */
const bundledAppsync = `${folder}node_modules/.cache/local-appsync.mjs`;

/** The copy of GraphQL that Vitest imports. Each copy refuses the other's schemas. */
const graphql = createRequire(folder).resolve('graphql/index.mjs');

/**
 * Bundles the local AppSync before the tests of the product start. Each file would otherwise import
 * its modules again, which takes half a second.
 */
export async function setup(): Promise<void> {
  const unfinished = `${bundledAppsync}.${process.pid}`;
  await build({
    entryPoints: [`${folder}src/index.ts`],
    outfile: unfinished,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [
      ownAddress,
      {
        name: 'graphql',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^graphql$/ }, () => ({
            path: pathToFileURL(graphql).href,
            external: true,
          })),
      },
    ],
  });
  renameSync(unfinished, bundledAppsync);
}
