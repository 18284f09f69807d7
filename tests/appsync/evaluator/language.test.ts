import { describe, expect, it } from 'vitest';
import { CodeError, loadCode } from '../../../local/appsync/evaluator';
import { withBody } from './handler';

const FEATURES =
  'https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html#supported-features-core';

function refusal(code: string): CodeError {
  try {
    loadCode(code, 'Query.test');
  } catch (error) {
    if (error instanceof CodeError) return error;
    throw error;
  }
  throw new Error('the code was taken');
}

const statements = [
  ['try { } catch { }', 'no-try'],
  ['for (let i = 0; i < 1; i += 1) { }', 'no-for'],
  ['while (false) { }', 'no-while'],
  ['do { } while (false)', 'no-while'],
  ['for (const x of []) { continue; }', 'no-continue'],
  ['a: for (const x of []) { break a; }', 'no-labels'],
  ['class A { }', 'no-classes'],
  ['return this;', 'no-this'],
  ['const f = async () => 1;', 'no-async'],
  ['const f = function* () { };', 'no-generators'],
  ['let i = 0; i++;', 'no-disallowed-unary-operators'],
  ['let i = 0; --i;', 'no-disallowed-unary-operators'],
  ['return ~1;', 'no-disallowed-unary-operators'],
  ["return 'a' in ctx;", 'no-in-operator'],
  ['return ctx instanceof ctx;', 'no-disallowed-binary-operator'],
  ['return /a/;', 'no-regex'],
] as const;

describe(`syntax that AppSync refuses (${FEATURES})`, () => {
  it.each(statements)('%s', (statement, rule) => {
    const error = refusal(withBody(statement));
    expect(error).toMatchObject({ errorType: 'LINT_ERROR', position: { line: 4 } });
    expect(error.message).toContain(`(@aws-appsync/${rule})`);
  });

  it.each(['throw ctx;', 'return new Date();', 'return 1n;', "return import('x');", 'debugger;'])(
    '%s, for which AWS has no rule',
    (statement) => {
      expect(refusal(withBody(statement)).message).toMatch(
        /^Query\.test:4:\d+: .* not supported in APPSYNC_JS$/,
      );
    },
  );
});

const handlers = 'export function request() {}\nexport function response() {}';

describe('code that AppSync does not take', () => {
  it.each([
    [`import { readFileSync } from 'node:fs';\n${handlers}`, "1:1: cannot import 'node:fs'"],
    [`import { a } from './a';\n${handlers}`, "1:1: cannot import './a'"],
    [
      `import { utils } from '@aws-appsync/utils';\n${handlers}`,
      "1:10: '@aws-appsync/utils' has no export 'utils'",
    ],
    [
      `import { fetch } from '@aws-appsync/utils/dynamodb';\n${handlers}`,
      "1:10: '@aws-appsync/utils/dynamodb' has no export 'fetch'",
    ],
    [
      `import util from '@aws-appsync/utils';\n${handlers}`,
      "1:8: '@aws-appsync/utils' has no export 'default'",
    ],
    ['export function response() {}', '1:1: the code does not export a function named request'],
    ['export const request = () => 1;', '1:1: the code does not export a function named response'],
    [
      `${handlers}\nexport { x } from '@aws-appsync/utils';`,
      '3:1: exporting from another module is not supported',
    ],
    [
      `${handlers}\n//${'x'.repeat(32_000)}`,
      /^1:1: the code has 32061 characters, AppSync takes 32000/,
    ],
  ])('%.60s', (code, message) => {
    const reported = refusal(code).message;
    expect(reported).not.toContain('\n');
    expect(reported.replace('Query.test:', '')).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  it('tells where a syntax error is', () => {
    expect(refusal('export function request() {\n  return }}\n')).toMatchObject({
      errorType: 'PARSER_ERROR',
      position: { line: 2, column: 11 },
      message: 'Query.test:2:11: Unexpected token',
    });
  });
});

describe('every way to export a handler', () => {
  it.each([
    'export const request = () => 1, response = () => 2;',
    'const a = () => 1;\nfunction b() { return 2; }\nexport { a as request, b as response };',
    'var request = () => 1;\nlet response = () => 2;\nexport {\n  request,\n  response\n};\n//# sourceMappingURL=data:,',
  ])('%s', (code) => {
    const loaded = loadCode(code, 'test');
    expect(loaded.has('request') && loaded.has('response')).toBe(true);
  });
});
