import { availableParallelism } from 'node:os';
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

const pages = ['tests/pages/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // Half of the time of these is importing the same modules once more.
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
        test: {
          name: 'fresh',
          include: ['tests/**/*.test.ts'],
          exclude: [...unit, ...shared, ...pages, ...own],
          isolate: false,
          setupFiles: 'tests/support/freshModules.ts',
          // Reads the environment when it is imported.
          server: { deps: { inline: [/\/node_modules\/sst\//] } },
        },
      },
      // One process a file.
      { extends: true, test: { name: 'own', include: own } },
    ],
    // Functions write their audit trail wherever they run: shown where a test fails.
    silent: 'passed-only',
    pool: 'forks',
    // Vitest imports GraphQL as an ES module and Node.js as CommonJS, and one copy refuses schemas of the other.
    server: { deps: { inline: ['@graphql-inspector/core'] } },
    // A third of the time is waiting, for databases and processes: two processors have work for three.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Only what hangs takes so long. How long things take is measured in bench/.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
