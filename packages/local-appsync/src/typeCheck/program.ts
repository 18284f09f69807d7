import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { moduleExports } from '../evaluator/modules';
import { compiler } from './compiler';

/**
 * With these options, TypeScript reports the errors that AppSync users quote, word for word and at
 * the same positions. `noImplicitAny` is off: it would reject every `ctx`, and change the messages
 * for arrays and objects that change their shape. No report shows whether AppSync checks null, so
 * the stricter setting is used.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/323
 * @see https://github.com/aws/aws-appsync-community/issues/334
 * @see https://github.com/aws/aws-appsync-community/issues/402
 */
const optionsFor = ({
  ModuleDetectionKind,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
}: typeof ts): ts.CompilerOptions => ({
  allowJs: true,
  checkJs: true,
  strict: true,
  noImplicitAny: false,
  noEmit: true,
  noLib: true,
  types: [],
  skipLibCheck: true,
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.Bundler,
  moduleDetection: ModuleDetectionKind.Force,
});

const library = fileURLToPath(new URL('library.d.ts', import.meta.url));
const folder = dirname(library);

/** Declares the globals `util`, `extensions` and `runtime`, which need no import. */
const globals = createRequire(import.meta.url)
  .resolve('@aws-appsync/utils')
  .replace(/\.js$/, '.d.ts');

type Parsing = ts.ScriptTarget | ts.CreateSourceFileOptions;

/** Cache of parsed declaration files, shared by all programs. */
const declarations = new Map<string, ts.SourceFile>();

function declaration(path: string, parsing: Parsing): ts.SourceFile {
  const known = declarations.get(path);
  if (known) return known;
  const file = compiler().createSourceFile(path, loosened(readFileSync(path, 'utf8')), parsing);
  declarations.set(path, file);
  return file;
}

/**
 * AWS's own declarations accept more than the published ones, in two places. `ddb.put` accepts an
 * item without the key attributes, `{ key: { id: 'abc' }, item: { value: 10 } }`: the row has the
 * attributes of both, and a condition may test any of them. Results are not nullable: AWS's sample
 * reads members of the result of `util.xml.toMap`.
 *
 * @see https://github.com/localstack/appsync-utils/blob/main/__tests__/index.test.js
 * @see https://github.com/aws-samples/aws-appsync-resolver-samples/blob/main/samples/http/publishToSNS.js
 */
const loosened = (text: string): string =>
  text
    .replace(/export type PutInput<.*?^};/ms, (declared) =>
      declared
        .replace('PutInput<T = unknown>', 'PutInput<T = unknown, Key = unknown>')
        .replace('key: DynamoDBKey<T>', 'key: DynamoDBKey<T> & Key')
        .replace('DynamoDBFilterObject<T> | null', 'DynamoDBFilterObject<T & Key> | null'),
    )
    .replace(
      'put<T>(payload: PutInput<T>)',
      'put<T, Key extends object>(payload: PutInput<T, Key>)',
    )
    .replace(/(\): .+) \| null;/g, '$1;');

/**
 * Creates one program from several pieces of code, each a separate module. `files` has their order.
 */
export function programOf(codes: readonly string[]): {
  readonly program: ts.Program;
  readonly files: readonly ts.SourceFile[];
} {
  const ts = compiler();
  const options = optionsFor(ts);
  const byPath = new Map(codes.map((code, index) => [join(folder, `${index}.js`), code]));
  const disk = ts.createCompilerHost(options);
  const program = ts.createProgram([library, globals, ...byPath.keys()], options, {
    ...disk,
    getSourceFile(path, parsing) {
      const code = byPath.get(path);
      if (code === undefined) return declaration(path, parsing);
      return ts.createSourceFile(path, code, parsing);
    },
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) =>
        byPath.has(from) && moduleExports(text) === null
          ? { resolvedModule: undefined }
          : ts.resolveModuleName(text, from, options, disk),
      ),
  });
  return { program, files: [...byPath.keys()].map((path) => program.getSourceFile(path)!) };
}
