import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // One process a file: a stack's Lambdas read their resources from its environment.
    pool: 'forks',
    // One less than the processors, as is the default, leaves one of two idle: much is waiting.
    maxWorkers: 2,
    // Only what hangs takes so long. How long things take is measured in bench/.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
