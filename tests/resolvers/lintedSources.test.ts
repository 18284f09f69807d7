import { ESLint, Linter } from 'eslint';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appsyncRules } from '../../lint/appsyncRules';
import { tables, type TableNames } from '../../model/tables';
import {
  bundle,
  bundleWithSourceMap,
  resolverFile,
  stepFile,
  type StageConstants,
} from '../../resolvers/bundle';
import { manifest, steps, type ResolvedField, type StepName } from '../../resolvers/manifest';
import { problems } from '../lint/problems';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = [
  ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
  ...(Object.keys(steps) as StepName[]).map(stepFile),
];
const rules = Object.keys(appsyncRules) as (keyof typeof appsyncRules)[];

const constants: StageConstants = {
  tableNames: Object.fromEntries(Object.keys(tables).map((table) => [table, table])) as TableNames,
  bundlesUrl: 'https://bundles.example.com',
  pageKey: '[1,2]',
};

/** The source files in a bundle, relative to the root of the repository. */
async function sourcesOf(file: string): Promise<string[]> {
  const code = await bundleWithSourceMap(file, constants);
  const [, base64 = ''] = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(code) ?? [];
  const { sources } = JSON.parse(Buffer.from(base64, 'base64').toString()) as {
    sources: string[];
  };
  return sources.map((source) => relative(root, join(process.cwd(), source)));
}

it('every source file in a bundle is linted with the rules for AppSync', async () => {
  const sources = new Set((await Promise.all(files.map(sourcesOf))).flat());
  expect(sources).toContain(join('resolvers', 'steps', 'exportProfile.ts'));
  const eslint = new ESLint({ cwd: root });
  for (const source of sources) {
    expect([source, await eslint.isPathIgnored(source)]).toEqual([source, false]);
    const { rules: own = {} } = (await eslint.calculateConfigForFile(source)) as Linter.Config;
    const errors = rules.map((rule) => [rule, [own[`akasha/${rule}`]].flat()[0]]);
    expect([source, errors]).toEqual([source, rules.map((rule) => [rule, 2])]);
    expect([source, own['@aws-appsync/no-try']]).toEqual([source, [2]]);
  }
});

it.each([
  'resolvers/steps/below/deep.ts',
  'resolvers/lib/below/deep.ts',
  'model/below/deep.ts',
  'resolvers/Query.some.ts',
])('a new file is linted with these rules too: %s', async (path) => {
  const { rules: own = {} } = (await new ESLint({ cwd: root }).calculateConfigForFile(
    path,
  )) as Linter.Config;
  expect(own['akasha/appsync-effects']).toEqual([2]);
});

describe('the code that AppSync receives', () => {
  it.each(files)('passes the rules after bundling: %s', async (file) => {
    const code = await bundle(file, constants);
    expect(rules.map((rule) => [rule, problems(rule, code)])).toEqual(
      rules.map((rule) => [rule, []]),
    );
  });
});
