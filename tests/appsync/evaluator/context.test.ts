import { describe, expect, it } from 'vitest';
import { evaluate, run, valueOf, withBody } from './handler';

const CONTEXT =
  'https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html';

describe(`ctx (${CONTEXT})`, () => {
  it('gives result and error to response handlers alone', () => {
    const code = withBody('return [ctx.result, ctx.error];').replace(
      'export const response = (ctx) => ctx.result;',
      'export const response = (ctx) => [ctx.result, ctx.error];',
    );
    const context = { result: { a: 1 }, error: { type: 'T', message: 'm' } };
    expect(evaluate(code, 'request', context).result).toEqual([null, null]);
    expect(evaluate(code, 'response', context).result).toEqual([context.result, context.error]);
  });

  it('has the previous result', () => {
    expect(valueOf('ctx.prev.result.a', { prev: { result: { a: 1 } } })).toBe(1);
  });

  it('passes data by value', () => {
    const stash = { list: [1] };
    const { stash: after } = run('ctx.stash.list.push(2);', { stash });
    expect([stash, after]).toEqual([{ list: [1] }, { list: [1, 2] }]);
  });

  it('keeps what the handler put into the stash before it failed', () => {
    expect(run("ctx.stash.a = 1; util.error('no');").stash).toEqual({ a: 1 });
    expect(run('ctx.stash.a = 1; return ctx.source.b;').stash).toEqual({ a: 1 });
  });
});

describe('errors', () => {
  it('util.unauthorized without a field (recorded: resolvers.test.js.snap, error handling)', () => {
    expect(run('util.unauthorized();').raised?.message).toBe('Unauthorized');
  });

  it('a mistake shows clients nothing and the log everything (aws/aws-appsync-community#280)', () => {
    const { raised, fault, logs } = run('const a = 1; console.log(a);\n  return ctx.source.b;');
    expect(raised).toEqual({
      message: 'Runtime Error',
      errorType: 'Code',
      data: null,
      errorInfo: null,
    });
    expect(fault).toEqual({
      message: "TypeError: Cannot read properties of null (reading 'b')",
      position: { line: 5, column: 21 },
    });
    expect(logs).toEqual([
      'INFO - code.js:4:14: 1',
      "ERROR - code.js:5:21: TypeError: Cannot read properties of null (reading 'b')",
    ]);
  });

  it('names a missing module when it is used', () => {
    const code = `import { select } from '@aws-appsync/utils/rds';\n${withBody('return select({});')}`;
    expect(evaluate(code, 'request').fault?.message).toMatch(
      /^Error: @aws-appsync\/utils\/rds is not supported by the local AppSync/,
    );
  });
});

describe('console (https://docs.aws.amazon.com/appsync/latest/devguide/test-resolvers.html)', () => {
  it('writes lines as EvaluateCode has them', () => {
    const { logs } = run(
      "console.log('This request is allowed');\n    console.error({ a: [1] }, undefined, 'x');",
    );
    expect(logs).toEqual([
      'INFO - code.js:4:1: "This request is allowed"',
      'ERROR - code.js:5:5: {"a":[1]} undefined "x"',
    ]);
  });
});
