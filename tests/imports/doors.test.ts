import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { givenFolder } from '../support/folder';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A workspace package with a public module, a private one and a test, and a valid import by the
 * product.
 */
const sound = {
  'tsconfig.json': '{}',
  'packages/one/package.json': '{ "name": "one", "dependencies": { "declared": "1.0.0" } }',
  'packages/one/src/index.ts': "export { room } from './room';",
  'packages/one/src/room.ts': "import 'declared';\nexport const room = 1;",
  'packages/one/tests/room.test.ts': "import '../src/room';\nimport '../../../local/database';",
  'packages/one/node_modules/declared/index.js': '',
  'packages/one/node_modules/undeclared/index.js': '',
  'node_modules/one/package.json': '{ "name": "one", "exports": "./index.ts" }',
  'local/database.ts': '',
  'local/stack.ts': "import '../packages/one/src/index';",
};

/** The rules that an import graph breaks, each with the offending file. */
function brokenBy(files: Record<string, string>): string[] {
  const folder = givenFolder();
  for (const [path, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const output = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(root, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      'packages',
      'local',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 24 },
  );
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`).sort();
}

it('a package that is imported through its index breaks no rule', () => {
  expect(brokenBy({})).toEqual([]);
});

it('every other import into or out of a package breaks a rule, even of types only', () => {
  const importing = (address: string) => `import type {} from '${address}';`;
  const broken = brokenBy({
    'local/behindTheDoor.ts': importing('../packages/one/src/room'),
    'local/amongTheTests.ts': importing('../packages/one/tests/room.test'),
    'packages/one/src/product.ts': importing('../../../local/database'),
    'packages/one/src/undeclared.ts': importing('undeclared'),
    'packages/one/src/there.ts': importing('./back'),
    'packages/one/src/back.ts': importing('./there'),
  });
  expect(broken).toEqual([
    'no-circles: packages/one/src/back.ts',
    'nothing-above-packages: packages/one/src/product.ts',
    'one-door: local/amongTheTests.ts',
    'one-door: local/behindTheDoor.ts',
    'package-alone: packages/one/src/product.ts',
    'package-declares-its-dependencies: packages/one/src/undeclared.ts',
  ]);
});

it('the product imports packages of tests and checks for their types only', () => {
  const broken = brokenBy({
    'package.json': '{ "dependencies": { "run": "1.0.0" }, "devDependencies": { "dev": "1.0.0" } }',
    'node_modules/run/index.js': '',
    'node_modules/dev/index.js': '',
    'local/running.ts': "import 'run';",
    'local/typed.ts': "import type {} from 'dev';",
    'local/later.ts': "export const later = () => import('dev');",
    'local/testing.ts': "import 'dev';",
  });
  expect(broken).toEqual([
    'product-runs-without-dev-dependencies: local/later.ts',
    'product-runs-without-dev-dependencies: local/testing.ts',
  ]);
});
