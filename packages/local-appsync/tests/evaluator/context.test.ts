import { describe, expect, it } from 'vitest';
import { evaluate, run, valueOf, withBody } from './handler';

const CONTEXT =
  'https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html';

describe(`ctx (${CONTEXT})`, () => {
  it('passes the result and the error of the context to either kind of handler', () => {
    const code = withBody('return [ctx.result, ctx.error];').replace(
      'export const response = (ctx) => ctx.result;',
      'export const response = (ctx) => [ctx.result, ctx.error];',
    );
    const context = { result: { a: 1 }, error: { type: 'T', message: 'm' } };
    for (const handler of ['request', 'response'] as const) {
      expect(evaluate(code, handler, context).result).toEqual([context.result, context.error]);
      expect(evaluate(code, handler).result).toEqual([null, null]);
    }
  });

  it('adds the errors that the handler appends to those before it', () => {
    const before = { message: 'a', errorType: null, data: null, errorInfo: null };
    const { result, appended } = run("util.appendError('b'); return ctx.outErrors;", {
      outErrors: [before],
    });
    expect(result).toEqual([before, { ...before, message: 'b' }]);
    expect(appended).toEqual([{ ...before, message: 'b' }]);
  });

  it('passes the previous result', () => {
    expect(valueOf('ctx.prev.result.a', { prev: { result: { a: 1 } } })).toBe(1);
  });

  it('passes data by value', () => {
    const stash = { list: [1] };
    const { stash: after } = run('ctx.stash.list.push(2);', { stash });
    expect([stash, after]).toEqual([{ list: [1] }, { list: [1, 2] }]);
  });

  it('keeps the changes of the stash that a handler made before it failed', () => {
    expect(run("ctx.stash.a = 1; util.error('no');").stash).toEqual({ a: 1 });
    expect(run('ctx.stash.a = 1; return ctx.source.b;').stash).toEqual({ a: 1 });
  });
});

describe('errors', () => {
  it('util.unauthorized without a field (recorded: resolvers.test.js.snap, error handling)', () => {
    expect(run('util.unauthorized();').raised?.message).toBe('Unauthorized');
  });

  it('clients and the log get a mistake and its position (aws/aws-appsync-community#328)', () => {
    const { raised, fault, logs } = run('const a = 1; console.log(a);\n  return ctx.source.b;');
    const message = "TypeError: Cannot read properties of null (reading 'b')";
    expect(raised).toEqual({
      message: `code.js:5:21: ${message}`,
      errorType: 'Code',
      data: null,
      errorInfo: null,
    });
    expect(fault).toEqual({ message, position: { line: 5, column: 21 } });
    expect(logs).toEqual(['INFO - code.js:4:14: 1', `ERROR - code.js:5:21: ${message}`]);
  });

  it.each([
    ['const a = ctx.args.a ?? ctx.args.b ?? ctx.source.c;', 50],
    ['const a = ctx.args.a === ctx.args.b; return ctx.source.c;', 56],
    ['const a = ctx.args.a !== null; return ctx.source.c;', 50],
    ['const t = typeof ctx.args.a; return ctx.source.c;', 48],
    ['return [1].map((x) => x ?? ctx.source.c);', 39],
    ['switch (ctx.args.a) { case ctx.source.c: return 1; }', 39],
    ['if (ctx.args.a === (ctx.args.b ?? 1)) { } for (const x of null ?? ctx.source.c) { }', 78],
  ])('reports the original position of a mistake next to operators: %s', (body, column) => {
    expect(run(body).fault?.position).toEqual({ line: 4, column });
  });

  it('names a missing module on use', () => {
    const code = `import { select } from '@aws-appsync/utils/rds';\n${withBody('return select({});')}`;
    expect(evaluate(code, 'request').fault?.message).toMatch(
      /^Error: @aws-appsync\/utils\/rds is not supported by the local AppSync/,
    );
  });
});

describe('console (https://docs.aws.amazon.com/appsync/latest/devguide/test-resolvers.html)', () => {
  it('writes lines in the format of EvaluateCode', () => {
    const { logs } = run(
      "console.log('This request is allowed');\n    console.error({ a: [1] }, undefined, 'x');",
    );
    expect(logs).toEqual([
      'INFO - code.js:4:1: "This request is allowed"',
      'ERROR - code.js:5:5: {"a":[1]} undefined "x"',
    ]);
  });
});
