import { expect } from 'vitest';
import type { FunctionDefinition, ResolverDefinition } from '../../src/api';
import type { DataSource } from '../../src/sources/dynamodb';
import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Given,
  type Source,
} from './behaviour';
import { MISTAKE_ENTRY } from './evaluations';
import { answers, asked, givenDefinition, operation } from './given';

const OVERVIEW = documented(`${GUIDE}resolver-reference-overview-js.html`);
const CONTEXT = documented(`${GUIDE}resolver-context-reference-js.html`);
const UTIL = documented(`${GUIDE}built-in-util-js.html`);
const EARLY = documented(`${GUIDE}runtime-utils-js.html`);
const HEADERS = documented(`${GUIDE}http-helpers-in-utils-http-js.html`);
const NULLS = documented('https://spec.graphql.org/October2021/#sec-Handling-Field-Errors');
const community = (issue: number): Source =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);

const schema = `
  type Query {
    value(a: AWSJSON): String
    list: [String]
    required: String!
    thing: Thing
    sureThing: Thing!
    things: [Thing!]
    gaps: [Thing]
    matrix: [[Int!]]
  }
  type Mutation { append(text: String): String }
  type Thing { name: String! other: String nested: Thing computed: String }
`;

/** Fails every request. */
const failing: DataSource = {
  invoke: () => Promise.resolve({ result: null, error: { type: 'T', message: 'm' } }),
};

const handlers = (request: string, response = 'return ctx.result;') => `
  import { util, runtime } from '@aws-appsync/utils';
  export function request(ctx) { ${request} }
  export function response(ctx) { ${response} }
`;

const api = (resolvers: Record<string, ResolverDefinition>): Given =>
  givenDefinition({ schema, resolvers });

const unit = (request: string, response?: string): Given =>
  api({ 'Query.value': { code: handlers(request, response), source: 'none' } });

/** A function of a pipeline. Appends its name and the previous result to the trace in the stash. */
const step = (
  name: string,
  request = 'return { payload: null };',
  response = '',
): FunctionDefinition => ({
  name,
  source: 'none',
  code: handlers(
    `ctx.stash.trace = [...(ctx.stash.trace ?? []), '${name} ' + JSON.stringify(ctx.prev.result)]; ${request}`,
    `${response} return '${name} result';`,
  ),
});

const pipeline = (before: string, functions: FunctionDefinition[], after: string): Given =>
  api({ 'Query.list': { code: handlers(before, after), functions } });

/** Error entry for an error that code raised or appended, at a field on the first line. */
const raised = (path: readonly (string | number)[], message: unknown, rest: object = {}) => ({
  path,
  data: null,
  errorType: null,
  errorInfo: null,
  locations: [{ line: 1, column: 3, sourceName: null }],
  message,
  ...rest,
});

/** Error entry for a null where the schema requires a value. */
const violation = (
  path: readonly (string | number)[],
  type: string,
  parent: string,
  at: string,
) => ({
  path,
  locations: null,
  message: `Cannot return null for non-nullable type: '${type}' within parent '${parent}' (${at})`,
});

const units: Behaviour[] = [
  {
    id: 'RESOLVER-unit-payload',
    says: 'passes the result of the source to the response handler',
    source: OVERVIEW,
    given: unit("return { payload: 'a' };", "return ctx.result + 'b';"),
    ...asked('{ value }', { data: { value: 'ab' } }),
  },
  {
    id: 'RESOLVER-unit-stash',
    says: 'shares the stash between the request handler and the response handler',
    source: CONTEXT,
    given: unit("ctx.stash.a = 'kept'; return { payload: null };", 'return ctx.stash.a;'),
    ...asked('{ value }', { data: { value: 'kept' } }),
  },
  {
    id: 'RESOLVER-unit-null-result',
    says: 'runs the response handler when the source has no result',
    source: OVERVIEW,
    given: unit('return { payload: null };', "return ctx.result === null ? 'ran' : 'no null';"),
    ...asked('{ value }', { data: { value: 'ran' } }),
  },
  {
    id: 'RESOLVER-unit-returns-nothing',
    says: 'returns null when the response handler returns nothing',
    source: OVERVIEW,
    given: unit("return { payload: 'a' };", ''),
    ...asked('{ value }', { data: { value: null } }),
  },
  {
    id: 'RESOLVER-unit-early-return',
    says: 'skips the source and the response handler when a unit resolver returns early',
    source: EARLY,
    given: unit("runtime.earlyReturn('early');", "return 'late';"),
    ...asked('{ value }', { data: { value: 'early' } }),
  },
  {
    id: 'RESOLVER-field-alone',
    says: 'reads a field without a resolver from its parent',
    source: OVERVIEW,
    given: api({ 'Query.thing': answers("{ name: 'a', other: 'b' }") }),
    ...asked('{ thing { name other } }', { data: { thing: { name: 'a', other: 'b' } } }),
  },
  {
    id: 'RESOLVER-field-alone-root',
    says: 'returns null for a root field that nothing resolves',
    source: documented(`${GUIDE}troubleshooting-and-common-mistakes.html`),
    given: api({}),
    ...asked('{ value }', { data: { value: null } }),
  },
  {
    id: 'RESOLVER-field-inherited',
    says: 'returns null for the properties that every JavaScript object inherits',
    source: unconfirmed('values are data, not JavaScript objects'),
    given: givenDefinition({
      schema: 'type Query { thing: Thing } type Thing { constructor: String toString: String }',
      resolvers: { 'Query.thing': answers('({})') },
    }),
    ...asked('{ thing { constructor toString } }', {
      data: { thing: { constructor: null, toString: null } },
    }),
  },
  {
    id: 'RESOLVER-field-resolver-wins',
    says: "prefers a field's resolver to the value of its parent",
    source: OVERVIEW,
    given: api({
      'Query.thing': answers("{ name: 'a', computed: 'of the parent' }"),
      'Thing.computed': answers("'of the resolver'"),
    }),
    ...asked('{ thing { computed } }', { data: { thing: { computed: 'of the resolver' } } }),
  },
  {
    id: 'RESOLVER-field-of-null',
    says: 'runs no resolver below a null parent',
    source: NULLS,
    given: api({ 'Query.thing': answers('null'), 'Thing.computed': answers("'a'") }),
    ...asked('{ thing { computed } }', { data: { thing: null } }),
  },
  {
    id: 'RESOLVER-siblings-independent',
    says: 'returns the fields next to one that fails',
    source: NULLS,
    given: api({
      'Query.value': { code: handlers("util.error('no');"), source: 'none' },
      'Query.list': answers("['a']"),
    }),
    ...asked('{ value list }', {
      data: { value: null, list: ['a'] },
      errors: [raised(['value'], 'no')],
    }),
  },
  {
    id: 'RESOLVER-alias',
    says: 'runs a resolver once per alias, and uses the alias in the path of errors',
    source: documented('https://spec.graphql.org/October2021/#sec-Response-Format'),
    given: unit(
      'if (ctx.args.a === 1) util.error(ctx.info.fieldName); return { payload: ctx.args.a };',
    ),
    ...asked('{ x: value(a: "1") y: value(a: "2") }', {
      data: { x: null, y: '2' },
      errors: [raised(['x'], 'value')],
    }),
  },
  {
    id: 'RESOLVER-state-none',
    says: 'keeps no module state between two runs of its code',
    source: unconfirmed('the guide does not guarantee module state'),
    given: api({
      'Query.value': {
        code: `
          let count = 0;
          export function request(ctx) { count += 1; return { payload: 'run ' + count }; }
          export function response(ctx) { return ctx.result; }
        `,
        source: 'none',
      },
    }),
    ...asked('{ a: value b: value }', { data: { a: 'run 1', b: 'run 1' } }),
  },
  {
    id: 'RESOLVER-mutations-in-order',
    says: 'runs the fields of a mutation in sequence',
    source: documented('https://spec.graphql.org/October2021/#sec-Mutation'),
    given: () => {
      const seen: string[] = [];
      /** The first call takes longer than the others. */
      const slow: DataSource = {
        invoke: async (text) => {
          for (let turns = seen.length === 0 ? 20 : 0; turns > 0; turns -= 1) {
            await Promise.resolve();
          }
          seen.push(String(text));
          return { result: seen.join(' ') };
        },
      };
      return givenDefinition({
        schema,
        sources: { slow },
        resolvers: {
          'Mutation.append': { code: handlers('return ctx.args.text;'), source: 'slow' },
        },
      })();
    },
    ...asked('mutation { a: append(text: "one") b: append(text: "two") }', {
      data: { a: 'one', b: 'one two' },
    }),
  },
];

const seen = (expression: string): Given =>
  unit('return { payload: null };', `return ${expression};`);

const context: Behaviour[] = [
  {
    id: 'CONTEXT-source-of-field',
    says: 'passes the value of the parent as source, including fields that the client did not select',
    source: CONTEXT,
    given: api({
      'Query.thing': answers("{ name: 'a', other: 'b', hidden: 'c' }"),
      'Thing.computed': answers('Object.keys(ctx.source).join()'),
    }),
    ...asked('{ thing { computed } }', { data: { thing: { computed: 'name,other,hidden' } } }),
  },
  {
    id: 'CONTEXT-info-names',
    says: 'passes the name of the field and of its type',
    source: CONTEXT,
    given: api({
      'Query.thing': answers('({})'),
      'Thing.computed': answers("ctx.info.parentTypeName + '.' + ctx.info.fieldName"),
    }),
    ...asked('{ thing { alias: computed } }', { data: { thing: { alias: 'Thing.computed' } } }),
  },
  {
    id: 'CONTEXT-info-variables',
    says: 'passes the variables of the request',
    source: CONTEXT,
    given: seen('JSON.stringify(ctx.info.variables)'),
    ...asked('query ($a: AWSJSON) { value(a: $a) }', { data: { value: '{"a":"5"}' } }, { a: '5' }),
  },
  ...(
    [
      ['custom', 'x-custom', { 'x-custom': 'yes' }, '"yes"', 'a header of the client'],
      ['case', 'x-custom', { 'X-Custom': 'yes' }, '"yes"', 'lowercase header names'],
      ['repeated', 'x-many', { 'x-many': ['a', 'b'] }, '["a","b"]', 'a repeated header as a list'],
      ['authorization', 'authorization', {}, '"token"', 'the authorization header'],
      ['cookie', 'cookie', { cookie: 'secret=1' }, undefined, 'no cookies'],
    ] as const
  ).map(([name, header, headers, value, says]): Behaviour => ({
    id: `CONTEXT-header-${name}`,
    says: `passes resolvers ${says}`,
    source: CONTEXT,
    given: requestHeader(header),
    exchanges: [
      {
        headers: { authorization: 'token', ...headers },
        body: operation('{ value }'),
        answer: { body: { data: { value: value ?? null } } },
      },
    ],
  })),
];

/** Returns one header as JSON, or null. */
function requestHeader(name: string): Given {
  return seen(
    `ctx.request.headers['${name}'] === undefined ? null : JSON.stringify(ctx.request.headers['${name}'])`,
  );
}

const errors: Behaviour[] = [
  {
    id: 'ERROR-raised-entry',
    says: 'returns six keys for an error that code raises, with null for omitted values',
    source: recorded('https://github.com/aws-amplify/amplify-js/issues/5926'),
    given: unit("util.error('m');"),
    ...asked('{ value }', { data: { value: null }, errors: [raised(['value'], 'm')] }),
  },
  {
    id: 'ERROR-raised-type-and-info',
    says: 'returns the type and info of an error that code raises',
    source: UTIL,
    given: unit("util.error('m', 'T', null, { a: 1 });"),
    ...asked('{ value }', {
      data: { value: null },
      errors: [raised(['value'], 'm', { errorType: 'T', errorInfo: { a: 1 } })],
    }),
  },
  {
    id: 'ERROR-raised-in-request',
    says: 'does not run the response handler after the request handler raises an error',
    source: UTIL,
    given: unit("util.error('m');", "util.appendError('never'); return 'x';"),
    ...asked('{ value }', { data: { value: null }, errors: [raised(['value'], 'm')] }),
  },
  {
    id: 'ERROR-appended-in-request',
    says: 'runs the response handler after the request handler appends an error',
    source: UTIL,
    given: unit("util.appendError('a'); return { payload: 'x' };"),
    ...asked('{ value }', { data: { value: 'x' }, errors: [raised(['value'], 'a')] }),
  },
  {
    id: 'ERROR-fault',
    says: 'returns the message and the location of a fault in code',
    source: unconfirmed(
      'https://github.com/aws/aws-appsync-community/issues/328 shows it; #280, half a year older, shows "Runtime Error" instead',
    ),
    given: unit('return { payload: ctx.args.a.b.c };'),
    ...asked('{ value }', {
      data: { value: null },
      errors: [raised(['value'], MISTAKE_ENTRY.message, { errorType: MISTAKE_ENTRY.errorType })],
    }),
  },
  {
    id: 'ERROR-location',
    says: 'locates an error at its field, by line and column',
    source: recorded('https://github.com/aws-amplify/amplify-js/issues/5926'),
    given: unit("util.error('m');"),
    ...asked('{\n  __typename\n    value\n}', {
      data: { __typename: 'Query', value: null },
      errors: [raised(['value'], 'm', { locations: [{ line: 3, column: 5, sourceName: null }] })],
    }),
  },
  {
    id: 'ERROR-path-of-element',
    says: 'includes the list index in the path of an error',
    source: documented('https://spec.graphql.org/October2021/#sec-Errors'),
    given: api({
      'Query.gaps': answers("[{ name: 'a' }, { name: 'b' }]"),
      'Thing.computed': {
        code: handlers("if (ctx.source.name === 'b') util.error('m'); return { payload: 'fine' };"),
        source: 'none',
      },
    }),
    ...asked('{ gaps { computed } }', {
      data: { gaps: [{ computed: 'fine' }, { computed: null }] },
      errors: [
        raised(['gaps', 1, 'computed'], 'm', {
          locations: [{ line: 1, column: 10, sourceName: null }],
        }),
      ],
    }),
  },
  ...(
    [
      [
        'raised',
        'util.error(ctx.error.message, ctx.error.type);',
        { data: { value: null }, errors: [raised(['value'], 'm', { errorType: 'T' })] },
        'returns the error of a source when the code raises it',
      ],
      [
        'appended',
        "util.appendError(ctx.error.message, ctx.error.type); return 'x';",
        { data: { value: 'x' }, errors: [raised(['value'], 'm', { errorType: 'T' })] },
        'returns a value and the error of a source when the code appends it',
      ],
      [
        'forgotten',
        "return 'fine';",
        { data: { value: 'fine' } },
        'drops the error of a source when the code does not raise it',
      ],
      [
        'result',
        'return ctx.result;',
        { data: { value: null } },
        'returns null for the result of a source that failed',
      ],
    ] as const
  ).map(([name, response, body, says]): Behaviour => ({
    id: `ERROR-source-${name}`,
    says,
    source: OVERVIEW,
    given: givenDefinition({
      schema,
      sources: { failing },
      resolvers: { 'Query.value': { code: handlers('return {};', response), source: 'failing' } },
    }),
    ...asked('{ value }', body),
  })),
];

const pipelines: Behaviour[] = [
  {
    id: 'PIPELINE-order',
    says: 'runs the functions of a pipeline in order, each with the result of the previous one',
    source: OVERVIEW,
    given: pipeline("return 'begun';", [step('one'), step('two')], 'return ctx.stash.trace;'),
    ...asked('{ list }', { data: { list: ['one "begun"', 'two "one result"'] } }),
  },
  {
    id: 'PIPELINE-after',
    says: 'passes the last result of a pipeline as both `ctx.prev.result` and `ctx.result`',
    source: CONTEXT,
    given: pipeline('return {};', [step('one')], 'return [ctx.prev.result, ctx.result];'),
    ...asked('{ list }', { data: { list: ['one result', 'one result'] } }),
  },
  {
    id: 'PIPELINE-stash-shared',
    says: 'shares one stash between a pipeline and its functions',
    source: CONTEXT,
    given: pipeline(
      "ctx.stash.trace = ['before']; return null;",
      [step('one')],
      'return ctx.stash.trace;',
    ),
    ...asked('{ list }', { data: { list: ['before', 'one null'] } }),
  },
  {
    id: 'PIPELINE-stash-of-field',
    says: 'gives each field a separate stash',
    source: CONTEXT,
    given: pipeline('return null;', [step('one')], 'return ctx.stash.trace;'),
    ...asked('{ a: list b: list }', { data: { a: ['one null'], b: ['one null'] } }),
  },
  {
    id: 'PIPELINE-empty',
    says: 'runs a pipeline without functions',
    source: unconfirmed('the console states that a pipeline may have none'),
    given: pipeline("return ['only'];", [], 'return ctx.prev.result;'),
    ...asked('{ list }', { data: { list: ['only'] } }),
  },
  {
    id: 'PIPELINE-function-twice',
    says: 'runs a function each time that a pipeline lists it',
    source: OVERVIEW,
    given: pipeline('return null;', [step('one'), step('one')], 'return ctx.stash.trace;'),
    ...asked('{ list }', { data: { list: ['one null', 'one "one result"'] } }),
  },
  ...(
    [
      [
        'plain',
        "runtime.earlyReturn('skipped');",
        ['one null', 'two "skipped"'],
        'the next function',
      ],
      [
        'next',
        "runtime.earlyReturn('skipped', { skipTo: 'NEXT' });",
        ['one null', 'two "skipped"'],
        'the next function (`NEXT`)',
      ],
      ['end', "runtime.earlyReturn('skipped', { skipTo: 'END' });", ['one null'], 'the end'],
    ] as const
  ).map(([name, early, trace, where]): Behaviour => ({
    id: `PIPELINE-early-return-${name}`,
    says: `continues at ${where} of the pipeline after a function returns early`,
    source: EARLY,
    given: pipeline('return null;', [step('one', early), step('two')], 'return ctx.stash.trace;'),
    ...asked('{ list }', { data: { list: trace } }),
  })),
  {
    id: 'PIPELINE-early-return-response-skipped',
    says: 'skips the response handler of a function that returns early',
    source: EARLY,
    given: pipeline(
      'return null;',
      [step('one', "runtime.earlyReturn('early');", "util.appendError('never');")],
      'return [ctx.result];',
    ),
    ...asked('{ list }', { data: { list: ['early'] } }),
  },
  {
    id: 'PIPELINE-early-return-end-result',
    says: 'passes the early return value of a function that skips to the end to the response handler',
    source: EARLY,
    given: pipeline(
      'return null;',
      [step('one', "runtime.earlyReturn('early', { skipTo: 'END' });"), step('two')],
      'return [ctx.prev.result, ctx.result];',
    ),
    ...asked('{ list }', { data: { list: ['early', 'early'] } }),
  },
  {
    id: 'PIPELINE-early-return-before',
    says: 'runs only the response handler when the request handler of a pipeline returns early',
    source: EARLY,
    given: pipeline(
      "ctx.stash.trace = []; runtime.earlyReturn('early');",
      [step('one')],
      'return [...ctx.stash.trace, ctx.prev.result];',
    ),
    ...asked('{ list }', { data: { list: ['early'] } }),
  },
  {
    id: 'PIPELINE-error-stops',
    says: 'stops a pipeline at the function that raises an error, and skips the response handler',
    source: UTIL,
    given: pipeline(
      'return {};',
      [step('one', 'return { payload: null };', "util.error('stop', 'T');"), step('two')],
      "util.appendError('never'); return ctx.stash.trace;",
    ),
    ...asked('{ list }', {
      data: { list: null },
      errors: [raised(['list'], 'stop', { errorType: 'T' })],
    }),
  },
  {
    id: 'PIPELINE-error-before',
    says: 'runs no function after the request handler of a pipeline raises an error',
    source: UTIL,
    given: pipeline(
      "util.error('no');",
      [step('one', "util.appendError('never'); return {};")],
      "util.appendError('never'); return [];",
    ),
    ...asked('{ list }', { data: { list: null }, errors: [raised(['list'], 'no')] }),
  },
  {
    id: 'PIPELINE-error-appended',
    says: 'continues a pipeline after a function appends an error',
    source: UTIL,
    given: pipeline(
      'return null;',
      [step('one', "util.appendError('a'); return { payload: null };"), step('two')],
      'return ctx.stash.trace;',
    ),
    ...asked('{ list }', {
      data: { list: ['one null', 'two "one result"'] },
      errors: [raised(['list'], 'a')],
    }),
  },
  {
    id: 'PIPELINE-errors-in-context',
    says: 'passes each handler of a pipeline the errors that were appended before it',
    source: unconfirmed(
      'https://advancedweb.hu/error-handling-in-appsync shows it for VTL: a function handles the errors of the previous one',
    ),
    given: pipeline(
      "util.appendError('a'); return {};",
      [
        step('one', "util.appendError('b'); return {};", 'ctx.stash.one = ctx.outErrors.length;'),
        step('two', 'ctx.stash.two = ctx.outErrors.map((x) => x.message); return {};'),
      ],
      'return [...ctx.stash.two, ctx.stash.one + 0, ctx.outErrors.length].map((x) => `${x}`);',
    ),
    ...asked('{ list }', {
      data: { list: ['a', 'b', '2', '2'] },
      errors: [raised(['list'], 'a'), raised(['list'], 'b')],
    }),
  },
  {
    id: 'CONTEXT-request-members',
    says: 'sets result and error to null in a request handler',
    source: recorded('https://github.com/aws/aws-appsync-community/issues/394'),
    given: unit(
      'const { result, error } = JSON.parse(JSON.stringify(ctx)); return { payload: JSON.stringify({ result, error }) };',
    ),
    ...asked('{ value }', { data: { value: '{"result":null,"error":null}' } }),
  },
  {
    id: 'PIPELINE-error-fault',
    says: 'stops a pipeline at a fault in the code of a function',
    source: community(280),
    given: pipeline(
      'return null;',
      [step('one', 'return ctx.source.a.b;'), step('two')],
      'return ctx.stash.trace;',
    ),
    ...asked('{ list }', {
      data: { list: null },
      errors: [raised(['list'], MISTAKE_ENTRY.message, { errorType: MISTAKE_ENTRY.errorType })],
    }),
  },
  {
    id: 'PIPELINE-source-failure-goes-on',
    says: 'continues a pipeline when a source fails and no code raises its error',
    source: OVERVIEW,
    given: givenDefinition({
      schema,
      sources: { failing, none: { invoke: () => Promise.resolve({ result: null }) } },
      resolvers: {
        'Query.list': {
          code: handlers('return null;', 'return [ctx.prev.result, ctx.stash.error];'),
          functions: [
            {
              name: 'failing',
              source: 'failing',
              code: handlers('return {};', 'ctx.stash.error = ctx.error.type; return null;'),
            },
            step('two'),
          ],
        },
      },
    }),
    ...asked('{ list }', { data: { list: ['two result', 'T'] } }),
  },
  {
    id: 'PIPELINE-error-not-inherited',
    says: 'does not pass the error of a function to the next one',
    source: OVERVIEW,
    given: givenDefinition({
      schema,
      sources: { failing, none: { invoke: () => Promise.resolve({ result: null }) } },
      resolvers: {
        'Query.list': {
          code: handlers('return null;', 'return ctx.result;'),
          functions: [
            { name: 'failing', source: 'failing', code: handlers('return {};', 'return null;') },
            {
              name: 'two',
              source: 'none',
              code: handlers('return {};', "return [ctx.error ? 'an error' : 'none'];"),
            },
          ],
        },
      },
    }),
    ...asked('{ list }', { data: { list: ['none'] } }),
  },
];

const nulls: Behaviour[] = [
  {
    id: 'NULL-bubbles-to-nearest',
    says: 'returns null for the nearest nullable parent, with an error of three keys',
    source: recorded('https://github.com/graphql-compose/graphql-compose/issues/121'),
    given: api({ 'Query.thing': answers("{ name: 'a', nested: { other: 'b' } }") }),
    ...asked('{ thing { name nested { name other } } }', {
      data: { thing: { name: 'a', nested: null } },
      errors: [violation(['thing', 'nested', 'name'], 'String', 'Thing', '/thing/nested/name')],
    }),
  },
  {
    id: 'NULL-in-list',
    says: 'reports the list index, and returns null for a list of non-null elements',
    source: NULLS,
    given: api({ 'Query.things': answers("[{ name: 'a' }, {}]") }),
    ...asked('{ things { name } }', {
      data: { things: null },
      errors: [violation(['things', 1, 'name'], 'String', 'Thing', '/things[1]/name')],
    }),
  },
  {
    id: 'NULL-in-list-with-gaps',
    says: 'returns null for one element of a list of nullable elements',
    source: NULLS,
    given: api({ 'Query.gaps': answers("[{ name: 'a' }, {}]") }),
    ...asked('{ gaps { name } }', {
      data: { gaps: [{ name: 'a' }, null] },
      errors: [violation(['gaps', 1, 'name'], 'String', 'Thing', '/gaps[1]/name')],
    }),
  },
  {
    id: 'NULL-each-violation',
    says: 'returns an error for each violation',
    source: recorded('https://github.com/aws-amplify/amplify-flutter/issues/2137'),
    given: api({ 'Query.gaps': answers('[{}, {}]') }),
    ...asked('{ gaps { name } }', {
      data: { gaps: [null, null] },
      errors: [
        violation(['gaps', 0, 'name'], 'String', 'Thing', '/gaps[0]/name'),
        violation(['gaps', 1, 'name'], 'String', 'Thing', '/gaps[1]/name'),
      ],
    }),
  },
  {
    id: 'NULL-element-itself',
    says: 'reports the index of a null element that must be non-null',
    source: NULLS,
    given: api({ 'Query.matrix': answers('[[1], [2, null]]') }),
    exchanges: [
      {
        body: operation('{ matrix }'),
        answer: {
          body: {
            data: { matrix: [[1], null] },
            errors: [
              {
                path: ['matrix', 1, 1],
                locations: null,
                message: expect.stringMatching(
                  /^Cannot return null for non-nullable type: 'Int' .*\(\/matrix\[1\]\[1\]\)$/,
                ) as unknown,
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'NULL-of-root',
    says: 'returns no data for a null in a non-null root field, after the error that caused it',
    source: NULLS,
    given: api({ 'Query.required': { code: handlers("util.error('cause');"), source: 'none' } }),
    ...asked('{ required }', {
      data: null,
      errors: [
        raised(['required'], 'cause'),
        violation(['required'], 'String', 'Query', '/required'),
      ],
    }),
  },
  {
    id: 'NULL-object-of-root',
    says: 'reports the type of a null object that must be non-null',
    source: recorded('https://github.com/graphql-compose/graphql-compose/issues/121'),
    given: api({ 'Query.sureThing': answers('null') }),
    ...asked('{ sureThing { name } }', {
      data: null,
      errors: [violation(['sureThing'], 'Thing', 'Query', '/sureThing')],
    }),
  },
  {
    id: 'NULL-alias-in-path',
    says: 'reports a violation by its alias',
    source: documented('https://spec.graphql.org/October2021/#sec-Errors'),
    given: api({ 'Query.thing': answers('({})') }),
    ...asked('{ t: thing { n: name } }', {
      data: { t: null },
      errors: [violation(['t', 'n'], 'String', 'Thing', '/t/n')],
    }),
  },
  {
    id: 'NULL-no-list',
    says: 'returns null and an error when a resolver does not return a list for a list type',
    source: recorded('https://github.com/aws-amplify/amplify-studio/issues/81'),
    given: api({ 'Query.list': answers("{ a: 'b' }") }),
    ...asked('{ list }', {
      data: { list: null },
      errors: [
        {
          path: ['list'],
          locations: null,
          message: "Can't resolve value (/list) : type mismatch error, expected type LIST",
        },
      ],
    }),
  },
];

const setting = (name: string, value: string): string =>
  `util.http.addResponseHeader('${name}', '${value}'); return { payload: 'a' };`;

const responseHeaders: Behaviour[] = [
  {
    id: 'RESPONSE-HEADER-of-fields',
    says: 'sends the headers that the resolvers of several fields set',
    source: HEADERS,
    given: api({
      'Query.value': { code: handlers(setting('x-one', 'a')), source: 'none' },
      'Query.list': { code: handlers(setting('x-two', 'b'), 'return [];'), source: 'none' },
    }),
    exchanges: [
      {
        body: operation('{ value list }'),
        answer: {
          headers: { 'x-one': 'a', 'x-two': 'b' },
          body: { data: { value: 'a', list: [] } },
        },
      },
    ],
  },
  {
    id: 'RESPONSE-HEADER-of-function',
    says: 'sends the headers that a function of a pipeline sets',
    source: HEADERS,
    given: pipeline('return null;', [step('one', setting('x-one', 'a'))], 'return [];'),
    exchanges: [{ body: operation('{ list }'), answer: { headers: { 'x-one': 'a' } } }],
  },
  {
    id: 'RESPONSE-HEADER-before-error',
    says: 'sends the headers that code sets before it raises an error',
    source: unconfirmed('values that were set before the error remain set'),
    given: unit("util.http.addResponseHeader('x-one', 'a'); util.error('m');"),
    exchanges: [{ body: operation('{ value }'), answer: { headers: { 'x-one': 'a' } } }],
  },
];

export const resolvers: Area = {
  title: 'Resolvers',
  behaviours: [...units, ...context, ...errors, ...pipelines, ...nulls, ...responseHeaders],
};
