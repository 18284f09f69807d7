import appsync from '@aws-appsync/eslint-plugin';
import tseslint from 'typescript-eslint';
import { appsyncRules } from './lint/appsyncRules';

type ConfigArray = ReturnType<typeof tseslint.config>;

/** Ours, beside the plugin's: it says nothing about how AppSync differs from JavaScript. */
const appsyncRuntime: ConfigArray[number] = {
  plugins: { akasha: { rules: appsyncRules } },
  rules: Object.fromEntries(
    Object.keys(appsyncRules).map((name) => [`akasha/${name}`, 'error' as const]),
  ),
};

/**
 * What ends up in AppSync: its rules hold on every line. A test compares it to what the bundles are made
 * of (tests/resolvers/lintedSources).
 */
const appsyncCode = ['resolvers/*.*.ts', 'resolvers/{steps,lib}/**/*.ts', 'model/**/*.ts'];

/** `.oxlintrc.json` has the other rules that need types, because ESLint loads types slowly. */
export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.local',
      '.sst',
      'packages/*/dist',
      'resolvers/schema.types.ts',
      '**/operations.types.ts',
      // The script of the evaluator's realm: it runs there and nowhere else.
      'packages/local-appsync/src/evaluator/realmSetup.js',
      // The library that resolvers have: it takes the place of TypeScript's own.
      'packages/local-appsync/src/typeCheck/library.d.ts',
    ],
  },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      // The compiler checks each index; the assertion says that the author knows better, and where.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Use a named export, which a search can find.',
        },
      ],
    },
  },
  // SST's own form of `sst.config.ts`.
  { files: ['sst.config.ts'], rules: { '@typescript-eslint/triple-slash-reference': 'off' } },
  {
    files: ['tests/**/*.test.ts', 'packages/*/tests/**/*.test.ts'],
    ignores: ['**/mocked/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'vi',
          property: 'mock',
          message:
            'This file shares a process with others, so the mock would affect them. Move it to `mocked/`.',
        },
      ],
    },
  },
  { files: ['*.config.ts', '.dependency-cruiser.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: appsyncCode,
    languageOptions: { parserOptions: { projectService: true } },
    extends: [appsync.configs!['recommended'] as ConfigArray[number], appsyncRuntime],
  },
  {
    // JavaScript as people paste it into the console: the rules that need no types.
    files: ['packages/local-appsync/examples/**/*.js'],
    extends: [appsync.configs!['base'] as ConfigArray[number], appsyncRuntime],
  },
);
