import { describe, expect, it } from 'vitest';
import { answers, ask, givenApi } from './givenApi';

const schema = `
  type Query { value: String, list: [String], required: String!, thing: Thing, things: [Thing!] }
  type Mutation { first: String, second: String }
  type Thing { name: String!, other: String, nested: Thing }
`;

const handlers = (request: string, response = 'return ctx.result;') => `
  import { util, runtime } from '@aws-appsync/utils';
  export function request(ctx) { ${request} }
  export function response(ctx) { ${response} }
`;

const unit = (request: string, response?: string) => ({
  code: handlers(request, response),
  source: 'none',
});

/** A function of a pipeline that appends its name to the trace in the stash. */
const step = (name: string, request = 'return { payload: null };', response = '') => ({
  name,
  source: 'none',
  code: handlers(
    `ctx.stash.trace = [...(ctx.stash.trace ?? []), '${name} ' + JSON.stringify(ctx.prev.result)]; ${request}`,
    `${response} return '${name} result';`,
  ),
});

const pipeline = (before: string, functions: ReturnType<typeof step>[], after: string) =>
  givenApi({
    schema,
    resolvers: { 'Query.list': { code: handlers(before, after), functions } },
  });

const raised = (path: (string | number)[], message: string, rest: object = {}) => ({
  path,
  data: null,
  errorType: null,
  errorInfo: null,
  locations: [{ line: 1, column: 3, sourceName: null }],
  message,
  ...rest,
});

describe('a unit resolver', () => {
  const only = (request: string, response?: string) =>
    ask(givenApi({ schema, resolvers: { 'Query.value': unit(request, response) } }), '{ value }');

  it('hands the payload to the response handler', async () => {
    expect(await only("return { payload: 'a' };", "return ctx.result + 'b';")).toEqual({
      data: { value: 'ab' },
    });
  });

  it('returns early past the source and the response handler', async () => {
    expect(await only("runtime.earlyReturn('early');", "return 'late';")).toEqual({
      data: { value: 'early' },
    });
  });

  it('ends where it raises an error', async () => {
    expect(
      await only("util.error('m', 'T', null, { a: 1 });", "util.appendError('never'); return 'x';"),
    ).toEqual({
      data: { value: null },
      errors: [raised(['value'], 'm', { errorType: 'T', errorInfo: { a: 1 } })],
    });
  });

  it('goes on where it appends one', async () => {
    expect(
      await only(
        'return { payload: null };',
        "util.appendError('a'); util.appendError('b'); return 'x';",
      ),
    ).toEqual({ data: { value: 'x' }, errors: [raised(['value'], 'a'), raised(['value'], 'b')] });
  });

  it('that faults says no more than AppSync does', async () => {
    expect(await only('return { payload: ctx.args.a.b.c };')).toEqual({
      data: { value: null },
      errors: [raised(['value'], 'Runtime Error', { errorType: 'Code' })],
    });
  });

  it('sees the request', async () => {
    const { data } = await only(
      'return { payload: null };',
      `return JSON.stringify({
        identity: ctx.identity, header: ctx.request.headers['x-custom'], source: ctx.source ?? null,
        field: ctx.info.fieldName, parent: ctx.info.parentTypeName, list: ctx.info.selectionSetList,
      });`,
    );
    expect(JSON.parse(String(data!['value']))).toEqual({
      identity: { resolverContext: { userId: 'somebody' } },
      header: 'yes',
      source: null,
      field: 'value',
      parent: 'Query',
      list: [],
    });
  });
});

describe('the headers of a request', () => {
  const api = givenApi({
    schema,
    resolvers: {
      'Query.value': unit(
        'return { payload: null };',
        'return JSON.stringify(ctx.request.headers);',
      ),
    },
  });
  it('reach resolvers, a repeated one as a list, and cookies do not', async () => {
    const { body } = await api.handle({
      method: 'POST',
      headers: { authorization: 'token', 'x-one': 'a', 'x-many': ['a', 'b'], cookie: 'secret=1' },
      body: '{"query":"{ value }"}',
    });
    const { data } = JSON.parse(String(body)) as { data: { value: string } };
    expect(JSON.parse(data.value)).toEqual({
      authorization: 'token',
      'x-one': 'a',
      'x-many': ['a', 'b'],
    });
  });
});

describe('a pipeline', () => {
  it('runs its functions in order, around its own handlers', async () => {
    const api = pipeline(
      "ctx.stash.trace = ['before']; return 'begun';",
      [step('one'), step('two')],
      "return [...ctx.stash.trace, 'after ' + ctx.prev.result + ' ' + ctx.result];",
    );
    expect(await ask(api, '{ list }')).toEqual({
      data: {
        list: ['before', 'one "begun"', 'two "one result"', 'after two result two result'],
      },
    });
  });

  it.each([
    ['to the next function', "runtime.earlyReturn('skipped');", ['one', 'two "skipped"']],
    [
      'to the next function when it says so',
      "runtime.earlyReturn('skipped', { skipTo: 'NEXT' });",
      ['one', 'two "skipped"'],
    ],
    ['to the end', "runtime.earlyReturn('skipped', { skipTo: 'END' });", ['one']],
  ])('returns early from a function %s', async (_, early, trace) => {
    const api = pipeline(
      'return {};',
      [step('one', early), step('two')],
      'return ctx.stash.trace;',
    );
    const { data } = await ask(api, '{ list }');
    expect(data!['list']).toEqual([`${trace[0]} {}`, ...trace.slice(1)]);
  });

  it('returns early from its own request handler, past every function', async () => {
    const api = pipeline(
      "ctx.stash.trace = []; runtime.earlyReturn('early');",
      [step('one')],
      'return [...ctx.stash.trace, ctx.prev.result];',
    );
    expect((await ask(api, '{ list }')).data).toEqual({ list: ['early'] });
  });

  it('stops at the function that raises an error', async () => {
    const api = pipeline(
      'return {};',
      [step('one', 'return { payload: null };', "util.error('stop', 'T');"), step('two')],
      "util.appendError('never'); return ctx.stash.trace;",
    );
    expect(await ask(api, '{ list }')).toEqual({
      data: { list: null },
      errors: [raised(['list'], 'stop', { errorType: 'T' })],
    });
  });

  it('keeps no state between two requests', async () => {
    const code = `
      let count = 0;
      export function request(ctx) { count += 1; return { payload: 'run ' + count }; }
      export function response(ctx) { return ctx.result; }
    `;
    const api = givenApi({ schema, resolvers: { 'Query.value': { code, source: 'none' } } });
    expect((await ask(api, '{ a: value b: value }')).data).toEqual({ a: 'run 1', b: 'run 1' });
  });
});

describe('a source that fails', () => {
  const failing = {
    invoke: () => Promise.resolve({ result: null, error: { type: 'T', message: 'm' } }),
  };
  const only = (response: string) =>
    ask(
      givenApi({
        schema,
        sources: { none: failing },
        resolvers: { 'Query.value': unit('return {};', response) },
      }),
      '{ value }',
    );

  it('is for the response handler to raise', async () => {
    expect(await only('util.error(ctx.error.message, ctx.error.type);')).toEqual({
      data: { value: null },
      errors: [raised(['value'], 'm', { errorType: 'T' })],
    });
  });

  it('is forgotten when the handler does not', async () => {
    expect(await only("return 'fine';")).toEqual({ data: { value: 'fine' } });
  });
});

describe('a null where the schema promises a value', () => {
  const violation = (path: (string | number)[], type: string, parent: string, at: string) => ({
    path,
    locations: null,
    message: `Cannot return null for non-nullable type: '${type}' within parent '${parent}' (${at})`,
  });

  it('takes the nearest nullable parent with it, in an entry of three keys', async () => {
    const api = givenApi({
      schema,
      resolvers: {
        'Query.thing': { code: answers("{ name: 'a', nested: { other: 'b' } }"), source: 'none' },
      },
    });
    expect(await ask(api, '{ thing { name nested { name other } } }')).toEqual({
      data: { thing: { name: 'a', nested: null } },
      errors: [violation(['thing', 'nested', 'name'], 'String', 'Thing', '/thing/nested/name')],
    });
  });

  it('names the place in a list', async () => {
    const api = givenApi({
      schema,
      resolvers: { 'Query.things': { code: answers("[{ name: 'a' }, {}]"), source: 'none' } },
    });
    expect(await ask(api, '{ things { name } }')).toEqual({
      data: { things: null },
      errors: [violation(['things', 1, 'name'], 'String', 'Thing', '/things[1]/name')],
    });
  });

  it('comes after the error that caused it', async () => {
    const api = givenApi({
      schema,
      resolvers: { 'Query.required': unit("util.error('cause');") },
    });
    expect(await ask(api, '{ required }')).toEqual({
      data: null,
      errors: [
        raised(['required'], 'cause'),
        violation(['required'], 'String', 'Query', '/required'),
      ],
    });
  });
});

describe('wiring that would not deploy', () => {
  it.each([
    [
      'a field that is not there',
      { 'Query.nothing': unit('return {};') },
      'Query.nothing: the schema has no such field.',
    ],
    [
      'a source that is not there',
      { 'Query.value': { code: answers('1'), source: 'nowhere' } },
      'Query.value: there is no source "nowhere".',
    ],
    [
      'eleven functions',
      {
        'Query.value': {
          code: answers('1'),
          functions: Array.from({ length: 11 }, (_, i) => step(`s${i}`)),
        },
      },
      'Query.value: a pipeline has at most 10 functions.',
    ],
  ])('is refused: %s', (_, resolvers, message) => {
    expect(() => givenApi({ schema, resolvers })).toThrow(message);
  });

  it.each([
    [
      'directive @mine on OBJECT type Query { a: Int }',
      'line 1: AppSync does not support directive definitions.',
    ],
    ['scalar Mine type Query { a: Int }', 'line 1: AppSync does not support custom scalars.'],
    [
      'type Query { a: Int }\nextend type Query { b: Int }',
      'line 2: AppSync does not support extensions of types.',
    ],
    ['type Query { a: Nothing }', 'Unknown type "Nothing".'],
    ['type Query {', 'line 1: Syntax Error: Expected Name, found <EOF>.'],
  ])('is refused: the schema %s', (text, message) => {
    expect(() => givenApi({ schema: text, resolvers: {} })).toThrow(message);
  });
});
