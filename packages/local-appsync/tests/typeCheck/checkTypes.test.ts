import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { checkTypes, described } from '../../src/typeCheck';
import { refusedEvaluation } from '../../src/typeCheck/evaluation';

const FINE =
  'export const request = (ctx) => ({ payload: ctx.args });\nexport const response = () => 1;';
const lines = (codes: Readonly<Record<string, string>>) => checkTypes(codes).map(described);

describe('checkTypes', () => {
  it('returns every refusal of every code, in order', () => {
    expect(
      lines({
        'Query.b': 'export const request = () => b;\nexport const response = () => [c, d];',
        'Query.fine': FINE,
        'Query.a': 'const a = 1;\na = 2;',
      }),
    ).toEqual([
      "Query.b:1:30: Cannot find name 'b'. (TS2304)",
      "Query.b:2:32: Cannot find name 'c'. (TS2304)",
      "Query.b:2:35: Cannot find name 'd'. (TS2304)",
      "Query.a:2:1: Cannot assign to 'a' because it is a constant. (TS2588)",
    ]);
  });

  it('isolates codes: declarations in one are unknown in another', () => {
    expect(lines({ one: 'var shared = 1;', two: 'shared;', three: 'var shared = "a";' })).toEqual([
      "two:1:1: Cannot find name 'shared'. (TS2304)",
    ]);
  });

  it('returns only the syntax errors when there are any', () => {
    expect(lines({ broken: 'const a = missing;\nconst = 1;' })).toEqual([
      'broken:2:7: Variable declaration expected. (TS1134)',
      'broken:2:9: Variable declaration expected. (TS1134)',
    ]);
  });

  it('refuses code that needs a type that AppSync does not have', () => {
    expect(
      lines({
        asynchronous: 'export const request = async () => 1;',
        meta: 'export const request = () => import.meta.url;',
      }),
    ).toEqual([
      "asynchronous:1:1: Cannot find global type 'Promise'. (TS2318)",
      "meta:1:1: Cannot find global type 'ImportMeta'. (TS2318)",
      "meta:1:42: Property 'url' does not exist on type '{}'. (TS2339)",
    ]);
  });

  it('resolves the modules of AppSync, but no package that happens to be installed', () => {
    expect(
      lines({
        known:
          "import { util } from '@aws-appsync/utils';\nimport { sql } from '@aws-appsync/utils/rds';",
        unknown: "import { graphql } from 'graphql';\nimport { a } from './library';",
      }),
    ).toEqual([
      "unknown:1:25: Cannot find module 'graphql' or its corresponding type declarations. (TS2307)",
      "unknown:2:19: Cannot find module './library' or its corresponding type declarations. (TS2307)",
    ]);
  });

  it('names the source file when there is an inline source map', async () => {
    const source =
      'type Row = { a?: number; b?: number };\n\nexport const rows: Row[] = [{ a: 1 }];\nrows.push({ b: 2 });\n';
    const { outputFiles } = await build({
      stdin: { contents: source, loader: 'ts', sourcefile: 'src/rows.ts' },
      format: 'esm',
      write: false,
      sourcemap: 'inline',
      sourcesContent: false,
    });
    const [refusal] = checkTypes({ 'Query.rows': outputFiles[0]!.text });
    expect(refusal).toMatchObject({
      code: 'Query.rows',
      position: { line: 2, column: 11 },
      origin: { file: 'src/rows.ts', line: 4, column: 11 },
    });
    expect(described(refusal!)).toMatch(/^src\/rows\.ts:4:11: Argument of type .+ \(TS2345\)$/);
  });

  it.each([
    'code.js.map',
    'data:,',
    'data:application/json;base64,e30=',
    'data:application/json;base64,ew==',
  ])('names the code when its source map is external or broken: %s', (url) => {
    const comment = `//# sourceMappingURL=${url}`;
    expect(lines({ code: `missing;\n${comment}\n` })).toEqual([
      "code:1:1: Cannot find name 'missing'. (TS2304)",
    ]);
  });
});

describe('output of EvaluateCode for a refusal (hashicorp/terraform-provider-aws#30760)', () => {
  it('contains each refusal as TypeScript prints it, with its position and length', () => {
    const refusals = checkTypes({
      code: 'export const request = () => {\n  const rows = [{ a: 1 }];\n  rows.push({ b: 2 });\n  return missing;\n};',
    });
    const argument =
      "code.js(3,13): error TS2345: Argument of type '{ b: number; }' is not assignable to parameter of type '{ a: number; }'.\n" +
      "  Property 'a' is missing in type '{ b: number; }' but required in type '{ a: number; }'.\n";
    const name = "code.js(4,10): error TS2304: Cannot find name 'missing'.\n";
    expect(refusedEvaluation(refusals)).toEqual({
      error: {
        message: (argument + name).trimEnd(),
        codeErrors: [
          { errorType: 'PARSE_ERROR', value: argument, location: { line: 3, column: 13, span: 8 } },
          { errorType: 'PARSE_ERROR', value: name, location: { line: 4, column: 10, span: 7 } },
        ],
      },
      logs: [],
    });
  });
});
