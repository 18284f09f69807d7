import appsync from '@aws-appsync/eslint-plugin';
import { Linter } from 'eslint';
import { readdirSync } from 'node:fs';
import { checkTypes, described } from 'local-appsync';
import { describe, expect, it } from 'vitest';
import { appsyncRules } from '../../lint/appsyncRules';
import { byTable, type TableNames } from '../../model/tables';
import {
  bundle,
  BUNDLE_MAX_LENGTH,
  bundleWithSourceMap,
  resolverFile,
  stepFile,
  type StageConstants,
} from '../../resolvers/bundle';
import { pageKey } from '../../resolvers/pageKey';
import { documentedFigure } from '../support/documentedFigure';
import { manifest, steps, type ResolvedField, type StepName } from '../../resolvers/manifest';

const names = byTable((table) => `stage-${table}-1a2b3c`);
const constants: StageConstants = {
  tableNames: names,
  bundlesUrl: 'https://stage-bundles-1a2b3c.s3.ap-south-1.amazonaws.com',
  pageKey: pageKey('a secret for tests that is long enough'),
};

const files = [
  ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
  ...(Object.keys(steps) as StepName[]).map(stepFile),
];

/** AppSync's own rules that need no type information, and ours. */
function lint(code: string): string[] {
  const { plugins: _, ...base } = appsync.configs!['base'] as Linter.Config;
  return new Linter()
    .verify(code, {
      ...base,
      plugins: {
        '@aws-appsync': appsync as never,
        akasha: { rules: appsyncRules as never },
      },
      rules: {
        ...base.rules,
        ...Object.fromEntries(Object.keys(appsyncRules).map((name) => [`akasha/${name}`, 'error'])),
      },
    })
    .map(({ line, message }) => `${line}: ${message}`);
}

it('the linter rejects code that AppSync does not support', () => {
  const code =
    'export class A {}\nexport const b = async (c = 1) => { while (c ?? d()) throw /x/; };';
  expect(lint(code)).toHaveLength(7);
});

it('the largest bundle is within 1% of the documented length', async () => {
  const lengths = await Promise.all(
    files.map(async (file) => (await bundle(file, constants)).length),
  );
  const documented = await documentedFigure('the largest resolver bundle');
  expect(Math.max(...lengths)).toBeGreaterThan(documented * 0.99);
  expect(Math.max(...lengths)).toBeLessThan(documented * 1.01);
});

describe.each(files)('the bundle of %s', (file) => {
  const code = bundle(file, constants);

  it('is within AppSync’s length limit', async () => {
    expect((await code).length).toBeLessThan(BUNDLE_MAX_LENGTH);
  });

  it('passes the linter', async () => {
    expect(lint(await code)).toEqual([]);
  });

  it('imports only AppSync’s libraries', async () => {
    const imported = [...(await code).matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    const allowed = ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'];
    expect(imported.filter((from) => !allowed.includes(from!))).toEqual([]);
  });

  it('exports a request and a response handler', async () => {
    expect(await code).toMatch(/export \{\n {2}request,\n {2}response\n\};\n$/);
  });
});

describe('AppSync’s type check', () => {
  const bundles = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        files.map(async (file) => [file, await bundleWithSourceMap(file, constants)] as const),
      ),
    );

  it('accepts every bundle', async () => {
    expect(checkTypes(await bundles()).map(described)).toEqual([]);
  });

  it('reports the line in the source', async () => {
    const unnamed = await bundleWithSourceMap(stepFile('loadCompletion'), {
      ...constants,
      tableNames: {} as TableNames,
    });
    expect(checkTypes({ unnamed }).map(described)).toContainEqual(
      expect.stringMatching(
        /^resolvers\/lib\/tableNames\.ts:\d+:\d+: Cannot find name 'TABLE_NAMES'\./,
      ),
    );
  });

  it('receives exactly the deployed code', async () => {
    for (const [file, code] of Object.entries(await bundles())) {
      expect(code.replace(/\/\/# sourceMappingURL=.+\n$/, '')).toBe(await bundle(file, constants));
    }
  });
});

describe('bundling', () => {
  it('inlines the table names of the stage', async () => {
    const code = await bundle(stepFile('loadCompletion'), constants);
    for (const table of ['Users', 'Exercises', 'Progress', 'Leaderboards'] as const) {
      expect(code).toContain(`"${names[table]}"`);
    }
    expect(code).not.toContain('TABLE_NAMES');
  });

  it('reports the file that does not build', async () => {
    await expect(bundle('Query.nothing.ts', constants)).rejects.toThrow('Query.nothing.ts');
  });
});

describe('the manifest', () => {
  it('lists exactly the files of its fields and steps', () => {
    const folder = new URL('../../resolvers/', import.meta.url);
    const resolvers = readdirSync(folder).filter((name) => /^[A-Z]\w*\.\w+\.ts$/.test(name));
    const inSteps = readdirSync(new URL('steps/', folder)).map((name) => `steps/${name}`);
    expect([...resolvers, ...inSteps].sort()).toEqual([...files].sort());
  });

  it('uses every step, and at most ten per pipeline', () => {
    const pipelines = Object.values(manifest).flatMap((each) =>
      'steps' in each ? [each.steps as readonly string[]] : [],
    );
    expect([...new Set(pipelines.flat())].sort()).toEqual(Object.keys(steps).sort());
    for (const pipeline of pipelines) expect(pipeline.length).toBeLessThanOrEqual(10);
  });
});
