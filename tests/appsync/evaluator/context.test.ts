import { describe, expect, it } from 'vitest';
import { emptyContext, evaluate, run, valueOf, withBody } from './handler';

const CONTEXT =
  'https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html';

describe(`ctx (${CONTEXT})`, () => {
  it('has args and arguments as one object', () => {
    expect(run('ctx.args.b = 2; return ctx.arguments;', { arguments: { a: 1 } }).result).toEqual({
      a: 1,
      b: 2,
    });
  });

  it.each(['ctx.args = {};', 'ctx.stash = {};', 'ctx.extra = 1;', 'delete ctx.stash;'])(
    'cannot be changed itself: %s (no-disallowed-re-assignment)',
    (statement) => {
      expect(run(statement).raised).toMatchObject({ errorType: 'Code', message: 'Runtime Error' });
    },
  );

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

  it('drops undefined like JSON, and gives null for no result', () => {
    expect(run('return { a: undefined, b: [undefined] };').result).toEqual({ b: [null] });
    expect(run('').result).toBeNull();
  });

  it('leaves the selection out of JSON.stringify(ctx.info)', () => {
    const info = { ...emptyContext.info, fieldName: 'f', selectionSetList: ['a'] };
    const [written, list] = valueOf('[JSON.stringify(ctx.info), ctx.info.selectionSetList]', {
      info,
    }) as [string, string[]];
    expect(JSON.parse(written)).toEqual({ fieldName: 'f', parentTypeName: '', variables: {} });
    expect(list).toEqual(['a']);
  });
});

describe('errors', () => {
  const source = 'https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html';

  it(`util.error ends the handler (${source})`, () => {
    const { raised, logs } = run(
      "util.error('m', 'T', { a: 1 }, { b: 2 }); console.log('never reached');",
    );
    expect(raised).toEqual({ message: 'm', errorType: 'T', data: { a: 1 }, errorInfo: { b: 2 } });
    expect(logs).toEqual([]);
  });

  it('util.error has null for what is not given', () => {
    expect(run("util.error('m');").raised).toEqual({
      message: 'm',
      errorType: null,
      data: null,
      errorInfo: null,
    });
  });

  it(`util.appendError goes on (${source})`, () => {
    const { result, appended, raised } = run(
      "util.appendError('a'); util.appendError('b', 'T'); return 1;",
    );
    expect(raised).toBeUndefined();
    expect(result).toBe(1);
    expect(appended.map(({ message, errorType }) => [message, errorType])).toEqual([
      ['a', null],
      ['b', 'T'],
    ]);
  });

  it('util.unauthorized names the field (aws/aws-appsync-community#214)', () => {
    const info = { ...emptyContext.info, fieldName: 'getEvent', parentTypeName: 'Query' };
    expect(run('util.unauthorized();', { info }).raised).toEqual({
      message: 'Not Authorized to access getEvent on type Query',
      errorType: 'Unauthorized',
      data: null,
      errorInfo: null,
    });
  });

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

  it.each([
    [
      'return util.xml.toMap("<a/>");',
      'Error: util.xml.toMap is not supported by the local AppSync',
    ],
    [
      'return util.rds.toJsonObject("");',
      'Error: util.rds.toJsonObject is not supported by the local AppSync',
    ],
    ['return util.toJson({});', 'Error: util.toJson does not exist in APPSYNC_JS'],
    [
      'return util.dynamodb.toMapJson({});',
      'Error: util.dynamodb.toMapJson does not exist in APPSYNC_JS',
    ],
  ])('names what is missing: %s', (body, message) => {
    expect(run(body).fault?.message).toBe(message);
  });

  it('names a missing module when it is used', () => {
    const code = `import { select } from '@aws-appsync/utils/rds';\n${withBody('return select({});')}`;
    expect(evaluate(code, 'request').fault?.message).toMatch(
      /^Error: @aws-appsync\/utils\/rds is not supported by the local AppSync/,
    );
  });

  it('refuses a result that is too large (reported: 5 MB, Transformation too large)', () => {
    const { raised, result } = run('return ctx.args.text;', {
      arguments: { text: 'x'.repeat(5 * 1024 * 1024) },
    });
    expect(raised).toMatchObject({
      errorType: 'MappingTemplate',
      message: 'Transformation too large',
    });
    expect(result).toBeNull();
  });
});

describe('runtime.earlyReturn (https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html)', () => {
  it.each([
    ['runtime.earlyReturn({ a: 1 });', 'NEXT'],
    ["runtime.earlyReturn({ a: 1 }, { skipTo: 'NEXT' });", 'NEXT'],
    ["runtime.earlyReturn({ a: 1 }, { skipTo: 'END' });", 'END'],
  ])('%s', (statement, early) => {
    const evaluation = run(`${statement} return 'never reached';`);
    expect(evaluation).toMatchObject({ result: { a: 1 }, early });
    expect(evaluation.raised).toBeUndefined();
  });

  it.each(['runtime.earlyReturn();', 'runtime.earlyReturn(null);'])(
    '%s fails (recorded: aws/aws-appsync-community#280)',
    (statement) => {
      const evaluation = run(statement);
      expect(evaluation.raised).toMatchObject({ errorType: 'Code', message: 'Runtime Error' });
      expect(evaluation.early).toBeUndefined();
    },
  );
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
