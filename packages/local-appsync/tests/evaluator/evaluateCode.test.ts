import { describe, expect, it } from 'vitest';
import type { HandlerName } from '../../src/evaluator';
import { contextSchema, evaluateCode } from '../../src/evaluator/evaluateCode';

const CODE = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  console.log('asked for', ctx.args.id);
  ctx.stash.seen = true;
  util.appendError('careful', 'Warning');
  return { payload: ctx.args };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.name;
}
`;
const THROWS = 'export const request = () => {\n  throw 1;\n};';
const FAULT = "code.js:10:21: TypeError: Cannot read properties of null (reading 'name')";

interface Case {
  readonly id: string;
  readonly code: string;
  readonly handler: HandlerName;
  readonly context: object;
  readonly output: object;
}

const cases: readonly Case[] = [
  {
    id: 'a result, with logs, stash and appended errors',
    code: CODE,
    handler: 'request',
    context: { arguments: { id: '7' } },
    output: {
      evaluationResult: '{"payload":{"id":"7"}}',
      logs: ['INFO - code.js:3:3: "asked for" "7"'],
      stash: '{"seen":true}',
      outErrors: '[{"message":"careful","errorType":"Warning","data":null,"errorInfo":null}]',
    },
  },
  {
    id: 'an error that the code raised',
    code: CODE,
    handler: 'response',
    context: { error: { message: 'gone', type: 'NotFound' } },
    output: { error: { message: 'gone' }, logs: [], stash: '{}', outErrors: '[]' },
  },
  {
    id: 'a mistake, and where it is',
    code: CODE,
    handler: 'response',
    context: {},
    output: {
      error: { message: FAULT },
      logs: [`ERROR - ${FAULT}`],
      stash: '{}',
      outErrors: '[]',
    },
  },
  {
    id: 'code that AppSync would refuse',
    code: THROWS,
    handler: 'request',
    context: {},
    output: {
      error: {
        message: 'Error: code.js(2,3): error throw is not supported in APPSYNC_JS',
        codeErrors: [
          {
            errorType: 'LINT_ERROR',
            value: 'throw is not supported in APPSYNC_JS',
            location: { line: 2, column: 3, span: 0 },
          },
        ],
      },
      logs: [],
    },
  },
  {
    id: 'code that breaks a rule of the linter',
    code: 'export const request = () => "a".replace(/a/, "b");\nexport const response = () => 1;',
    handler: 'request',
    context: {},
    output: {
      error: {
        message:
          'Error: code.js(1,42): error @aws-appsync/no-regex: Regex literals are not supported.',
        codeErrors: [
          {
            errorType: 'LINT_ERROR',
            value: '@aws-appsync/no-regex: Regex literals are not supported.',
            location: { line: 1, column: 42, span: 0 },
          },
        ],
      },
      logs: [],
    },
  },
  {
    id: 'code that the type check refuses, when it is loaded',
    code: 'export const request = () => ({ missing });\nexport const response = () => 1;',
    handler: 'request',
    context: {},
    output: {
      error: {
        message:
          "Error: code.js(1,33): error TS18004: No value exists in scope for the shorthand property 'missing'. Either declare one or provide an initializer.",
        codeErrors: [
          {
            errorType: 'PARSE_ERROR',
            value:
              "TS18004: No value exists in scope for the shorthand property 'missing'. Either declare one or provide an initializer.",
            location: { line: 1, column: 33, span: 0 },
          },
        ],
      },
      logs: [],
    },
  },
  {
    id: 'code without the handler',
    code: 'export const response = () => 1;',
    handler: 'request',
    context: {},
    output: {
      error: {
        message: 'Error: Unable to find valid export for request',
        codeErrors: [
          {
            errorType: 'MISSING_MAPPING_EXPORT',
            value: 'Unable to find valid export for request',
            location: { line: 0, column: 0, span: 0 },
          },
        ],
      },
      logs: [],
    },
  },
  {
    id: 'the result of a request handler, where the context has one',
    code: 'export const request = (ctx) => ctx.result.a;\nexport const response = () => 1;',
    handler: 'request',
    context: { result: { a: 1 } },
    output: { evaluationResult: '1', logs: [], stash: '{}', outErrors: '[]' },
  },
  {
    id: 'code that cannot be read',
    code: 'export function request() {\n  return }}',
    handler: 'request',
    context: {},
    output: {
      error: {
        message: 'Error: code.js(2,11): error Unexpected token',
        codeErrors: [
          {
            errorType: 'PARSER_ERROR',
            value: 'Unexpected token',
            location: { line: 2, column: 11, span: 0 },
          },
        ],
      },
      logs: [],
    },
  },
];

describe('evaluateCode (https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html)', () => {
  it.each(cases)('$id', ({ code, handler, context, output }) => {
    expect(evaluateCode(code, handler, contextSchema.parse(context))).toEqual(output);
  });

  it.each([{ arguments: 1 }, { identity: null, request: { headers: { a: 1 } } }, []])(
    'rejects the context %j',
    (context) => {
      expect(contextSchema.safeParse(context).success).toBe(false);
    },
  );
});
