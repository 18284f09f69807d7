import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests of modules that need neither a database nor a browser: `npx pnpm test:fast` runs them. */
const unit = [
  ...['lint', 'model', 'schema'].map((area) => `tests/${area}/**/*.test.ts`),
  ...['evaluator', 'realtime', 'sources', 'typeCheck'].map(
    (area) => `packages/*/tests/${area}/**/*.test.ts`,
  ),
];

/** Other tests of modules that keep nothing between files, and need no process of their own. */
const shared = ['tests/resolvers/**/*.test.ts', 'packages/*/tests/**/*.test.ts'];

/** Tests that replace globals or modules, or run a package manager. */
const own = [
  'packages/*/tests/{clients,mocked,packed}/**/*.test.ts',
  'tests/**/mocked/**/*.test.ts',
];

/** The file that `tests/support/bundledAppsync.ts` makes. */
const bundledAppsync = 'packages/local-appsync/node_modules/.cache/local-appsync.mjs';

const pages = ['tests/pages/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // These would spend half of their time importing the same modules again.
      {
        extends: true,
        test: { name: 'unit', include: unit, isolate: false },
      },
      {
        extends: true,
        test: { name: 'shared', include: shared, exclude: [...unit, ...own], isolate: false },
      },
      {
        extends: true,
        test: { name: 'pages', include: pages, globalSetup: 'tests/pages/bundledExplorer.ts' },
      },
      {
        extends: true,
        resolve: {
          alias: [
            {
              find: /^local-appsync$/,
              replacement: fileURLToPath(new URL(bundledAppsync, import.meta.url)),
            },
          ],
        },
        test: {
          name: 'fresh',
          include: ['tests/**/*.test.ts'],
          exclude: [...unit, ...shared, ...pages, ...own],
          isolate: false,
          globalSetup: ['tests/support/bundledAppsync.ts', 'tests/infra/sharedSyntheses.ts'],
          setupFiles: 'tests/support/freshModules.ts',
          // Reads the environment when it is imported.
          server: { deps: { inline: [/\/node_modules\/sst\//] } },
        },
      },
      // One process per file.
      { extends: true, test: { name: 'own', include: own } },
    ],
    // Functions log their audit trail in tests too. The log is shown only for tests that fail.
    silent: 'passed-only',
    pool: 'forks',
    // Vitest imports GraphQL as an ES module, Node.js as CommonJS. Each copy refuses the other's schemas.
    server: { deps: { inline: ['@graphql-inspector/core'] } },
    // Tests spend a third of their time waiting for databases and processes, so two cores can run three.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Only a test that hangs takes this long. bench/ measures performance.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
