import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { manifest } from '../../resolvers/manifest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fields = Object.keys(manifest);
const TYPES = `${root}resolvers/schema.types.ts`;
/**
 * A generated file that checks every resolver against its field, with or without a declared type.
 */
const ALL = `${root}resolvers/allAnswers.ts`;
const types = readFileSync(TYPES, 'utf8');

const allAnswers = fields
  .map((field, i) => {
    const [type, name] = field.split('.');
    return (
      `import { response as answer${i} } from './${field}';\n` +
      `answer${i} satisfies (ctx: never) => Answer<${type}['${name}']>;`
    );
  })
  .join('\n');
const imports =
  `import type { Answer } from './lib/answer';\n` +
  `import type { ${[...new Set(fields.map((field) => field.split('.')[0]))].join(', ')} } from './schema.types';\n`;

/** The files with compiler errors, given these types of the schema. */
function filesToMend(schemaTypes: string): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const texts = new Map([
    [TYPES, schemaTypes],
    [ALL, imports + allAnswers],
  ]);
  const { readFile, fileExists } = host;
  host.readFile = (file) => texts.get(file) ?? readFile.call(host, file);
  host.fileExists = (file) => texts.has(file) || fileExists.call(host, file);
  const mistakes = ts.createProgram([ALL], options, host).getSemanticDiagnostics();
  return [...new Set(mistakes.map(({ file }) => file!.fileName.slice(root.length)))].sort();
}

it('every resolver returns the type in the schema', () => {
  expect(filesToMend(types)).toEqual([]);
});

it('a missing required field is an error in the file that returns the type', () => {
  const withHints = types.replace('type Exercise = {', 'type Exercise = { hintCount: number;');
  expect(filesToMend(withHints)).toEqual(['resolvers/lib/exercise.ts']);
});

it('a missing field of any type, even a nullable one, is an error too', () => {
  const extended = types.replace(
    /export type \w+ = \{\n {2}__typename\?: '(?!Query|Mutation|Subscription)/g,
    (start) => start.replace('{', '{ added?: Maybe<string>;'),
  );
  expect(filesToMend(extended)).toEqual([
    'resolvers/Exercise.solvers.ts',
    'resolvers/Exercise.stats.ts',
    'resolvers/Mutation.deleteAccount.ts',
    'resolvers/Mutation.logout.ts',
    'resolvers/Mutation.publishCompletion.ts',
    'resolvers/Mutation.recordCompletion.ts',
    'resolvers/Mutation.revokeSession.ts',
    'resolvers/Query.exercises.ts',
    'resolvers/Query.leaderboard.ts',
    'resolvers/Query.progress.ts',
    'resolvers/Query.tags.ts',
    'resolvers/Query.viewer.ts',
    'resolvers/Viewer.activity.ts',
    'resolvers/Viewer.sessions.ts',
    'resolvers/lib/exercise.ts',
    'resolvers/lib/progress.ts',
    'resolvers/lib/solver.ts',
  ]);
});
