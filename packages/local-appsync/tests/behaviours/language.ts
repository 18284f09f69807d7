import {
  documented,
  GUIDE,
  recorded,
  unconfirmed,
  type Area,
  type Behaviour,
  type Source,
} from './behaviour';
import { evaluates, evaluations, fails, returns } from './evaluations';
import { operation } from './given';
import { givenCode, handlers, refuses, refusesBody } from './refusals';

/** The messages of the type check. */
const NO_MODULE = /Cannot find module '.+' or its corresponding type declarations\./;
const NO_MEMBER = /Module '".+"' has no exported member '\w+'\./;

const FEATURES = documented(`${GUIDE}supported-features.html`);
const PLUGIN = 'https://www.npmjs.com/package/@aws-appsync/eslint-plugin';
const OVERVIEW = documented(`${GUIDE}resolver-reference-overview-js.html`);

const OMITTED = unconfirmed(
  'https://github.com/aws-samples/aws-appsync-resolver-samples examples/terraform destructures an omitted parameter; no report covers other missing values',
);

const unlisted = (what: string): Source =>
  unconfirmed(`${what}: anything that no page lists as supported is refused`);

/** id, statement on line 3, column, rule. AWS's linter reports all of them. */
const ruled = [
  ['try', 'try { } catch { }', 1, 'no-try'],
  ['for', 'for (let i = 0; i < 1; i += 1) { }', 1, 'no-for'],
  ['while', 'while (false) { }', 1, 'no-while'],
  ['do-while', 'do { } while (false)', 1, 'no-while'],
  ['continue', 'for (const x of []) { continue; }', 23, 'no-continue'],
  ['label', 'a: for (const x of []) { break a; }', 1, 'no-labels'],
  ['class', 'class A { }', 1, 'no-classes'],
  ['this', 'return this;', 8, 'no-this'],
  ['async', 'const f = async () => 1;', 11, 'no-async'],
  ['await', 'const f = async () => { await 1; };', 11, 'no-async'],
  ['promise', 'return new Promise();', 8, 'no-promise'],
  ['generator', 'function* f() { }', 1, 'no-generators'],
  ['increment', 'let i = 0; i++;', 12, 'no-disallowed-unary-operators'],
  ['decrement', 'let i = 0; --i;', 12, 'no-disallowed-unary-operators'],
  ['bitwise-not', 'return ~1;', 8, 'no-disallowed-unary-operators'],
  ['in', "return 'a' in ctx;", 8, 'no-in-operator'],
  ['instanceof', 'return ctx instanceof ctx;', 8, 'no-disallowed-binary-operators'],
  ['regex', 'return /a/;', 8, 'no-regex'],
  ['recursion', 'const f = (n) => f(n); return f(1);', 18, 'no-recursion'],
  [
    'recursion-mutual',
    'function f() { return g(); } function g() { return f(); }',
    23,
    'no-recursion',
  ],
  ['comparator', 'return [2, 1].sort((a, b) => a - b);', 8, 'no-function-passing'],
  ['replacer', "return 'a'.replace('a', () => 'b');", 8, 'no-function-passing'],
  [
    'function-argument',
    'const f = () => 1; const call = (g) => g(); return call(f);',
    52,
    'no-function-passing',
  ],
  ['function-return', 'const f = () => { return () => 1; };', 19, 'no-function-return'],
  ['function-arrow', 'const f = () => () => 1;', 11, 'no-function-return'],
  ['function-return-name', 'const f = () => 1; return f;', 20, 'no-function-return'],
  ['function-alias', 'const f = () => 1; const g = f;', 26, 'no-function-reassign'],
  ['function-assign', 'const f = () => 1; let g; g = f;', 27, 'no-function-reassign'],
  ['ctx', 'ctx = {};', 1, 'no-disallowed-re-assignment'],
  ['ctx-args', 'ctx.args = {};', 1, 'no-disallowed-re-assignment'],
  ['ctx-stash', 'ctx.stash = {};', 1, 'no-disallowed-re-assignment'],
  ['ctx-new', 'ctx.extra = 1;', 1, 'no-disallowed-re-assignment'],
  ['ctx-delete', 'delete ctx.stash;', 8, 'no-disallowed-re-assignment'],
] as const;

/** The same, but undetected by AWS's rules. */
const unseen = [
  ['class-expression', 'const A = class { };', 11, 'no-classes'],
  ['generator-expression', 'const f = function* () { };', 11, 'no-generators'],
  [
    'recursion-in-callback',
    'const f = (list) => list.map((x) => f(x)); return f([]);',
    37,
    'no-recursion',
  ],
] as const;
const UNSEEN = unconfirmed('the linter does not detect it, and the guide does not mention it');

/** id, statement on line 3, column. AWS's linter has no rule for them. */
const unruled = [
  ['throw', 'throw ctx;', 1, FEATURES],
  ['new', 'return new Date();', 8, unlisted('constructors')],
  ['bigint', 'return 1n;', 8, unlisted('BigInt')],
  ['import-call', "return import('x');", 8, unlisted('import()')],
  ['debugger', 'debugger;', 1, unlisted('debugger')],
  ['new-target', 'return new.target;', 8, unlisted('new.target')],
] as const;

const exportsBoth = 'export function request() {}\nexport function response() {}';

const refusals: Behaviour[] = [
  ...[
    ...ruled.map((each) => [...each, documented(PLUGIN)] as const),
    ...unseen.map((each) => [...each, UNSEEN] as const),
  ].map(([id, statement, column, rule, source]) =>
    refusesBody(
      `LANGUAGE-${id}`,
      `refuses \`${statement}\` with its line, its column and ${rule}`,
      source,
      statement,
      column,
      `@aws-appsync/${rule}`,
    ),
  ),
  ...unruled.map(([id, statement, column, source]) =>
    refusesBody(
      `LANGUAGE-${id}`,
      `refuses \`${statement}\` with its line and its column`,
      source,
      statement,
      column,
      undefined,
      /.+ not supported in APPSYNC_JS/,
    ),
  ),
  refusesBody(
    'LANGUAGE-rule-words',
    'refuses a regular expression with the message of its linter',
    unconfirmed('users of EvaluateCode quote these messages, which are those of the linter'),
    'return /a/;',
    8,
    '@aws-appsync/no-regex',
    'Regex literals are not supported.',
  ),
  refusesBody(
    'LANGUAGE-function-argument-words',
    'refuses a function as an argument with the message of its linter',
    recorded('https://github.com/aws/aws-appsync-community/issues/325'),
    'return [2, 1].sort((a, b) => a - b);',
    8,
    '@aws-appsync/no-function-passing',
    'Functions can not be passed as an argument',
  ),
  refuses(
    'LANGUAGE-rule-in-response',
    'refuses in a response handler what it refuses in a request handler',
    documented(PLUGIN),
    handlers('', 'for (;;) { }'),
    { line: 5, column: 33, rule: '@aws-appsync/no-for' },
  ),
  refuses(
    'LANGUAGE-rule-outside-handlers',
    'refuses outside handlers what it refuses in them',
    documented(PLUGIN),
    `class A { }\n${exportsBoth}`,
    { line: 1, column: 1, rule: '@aws-appsync/no-classes' },
  ),
  refusesBody(
    'LANGUAGE-first-error',
    'reports the first of several lines that it refuses',
    unconfirmed('AWS lists all of them; only the first one is reported here'),
    'while (false) { }\ntry { } catch { }',
    1,
    '@aws-appsync/no-while',
  ),
  refuses(
    'LANGUAGE-syntax-error',
    'reports the line and the column of a syntax error',
    documented(
      'https://docs.aws.amazon.com/appsync/latest/APIReference/API_CodeErrorLocation.html',
    ),
    'export function request() {\n  return }}\n',
    { line: 2, column: 11, reason: 'Unexpected token' },
  ),
  refuses(
    'LANGUAGE-hashbang',
    'refuses a first line that begins with `#!`',
    unlisted('hashbang comments'),
    `#!/usr/bin/env node\n${exportsBoth}`,
    { line: 1, column: 1, reason: 'a first line with #! is not supported in APPSYNC_JS' },
  ),
  refuses(
    'LANGUAGE-newer-declaration',
    'refuses declarations of a later JavaScript edition: `using`',
    unlisted('declarations with using'),
    `${exportsBoth}\nusing open = null;`,
    { line: 3, column: 7, reason: 'Unexpected token' },
  ),
  refuses(
    'LANGUAGE-typescript',
    'refuses TypeScript, which must be transpiled first',
    documented(`${GUIDE}additional-utilities.html`),
    `export function request(ctx: unknown) {}\nexport function response() {}`,
    { line: 1, column: 28 },
  ),
  refuses(
    'LANGUAGE-export-default',
    'refuses export default',
    unlisted('default exports'),
    `${exportsBoth}\nexport default 1;`,
    { line: 3, column: 1 },
  ),
  ...(
    [
      ['node', `import { readFileSync } from 'node:fs';`, 30, NO_MODULE, 'TS2307'],
      ['package', `import { v4 } from 'uuid';`, 20, NO_MODULE, 'TS2307'],
      ['file', `import { a } from './a';`, 19, NO_MODULE, 'TS2307'],
      ['nothing', `import './a';`, 8, /cannot import '.\/a'/, undefined],
      ['unknown-name', `import { utils } from '@aws-appsync/utils';`, 10, NO_MEMBER, 'TS2305'],
      [
        'unknown-helper',
        `import { put, fetch as f } from '@aws-appsync/utils/dynamodb';`,
        15,
        NO_MEMBER,
        'TS2305',
      ],
      [
        'default',
        `import util from '@aws-appsync/utils';`,
        8,
        /'@aws-appsync\/utils' has no export 'default'/,
        undefined,
      ],
    ] as const
  ).map(([id, statement, column, reason, rule]) =>
    refuses(
      `LANGUAGE-import-${id}`,
      `refuses \`${statement}\``,
      documented(`${GUIDE}resolver-util-reference-js.html`),
      `${statement}\n${exportsBoth}`,
      { line: 1, column, reason, ...(rule && { rule }) },
    ),
  ),
  ...(
    [
      ['util', 'return util.toJson({});', 13, 'TS2339'],
      ['util-nested', 'return util.dynamodb.toMapJson({});', 22, 'TS2339'],
      // The type check does not check a name in brackets.
      ['util-quoted', "return util['qr']({});", 13, undefined],
      ['runtime', 'runtime.exit();', 9, 'TS2339'],
      ['module', 'return ddb.drop({});', 12, 'TS2339'],
      ['module-nested', 'return ddb.operations.multiply(2);', 23, 'TS2339'],
    ] as const
  ).map(([id, statement, column, rule]) =>
    refuses(
      `LANGUAGE-unknown-${id}`,
      `refuses \`${statement}\`: its types have no such member`,
      recorded(
        'https://github.com/localstack/appsync-utils __tests__/index.test.js, the comment at sync',
      ),
      handlers(statement, '', "import * as ddb from '@aws-appsync/utils/dynamodb';"),
      { line: 3, column, reason: /\S+ is not supported in APPSYNC_JS/, ...(rule && { rule }) },
    ),
  ),
  refuses(
    'LANGUAGE-export-from',
    'refuses exports from another module',
    unlisted('export … from'),
    `${exportsBoth}\nexport { util } from '@aws-appsync/utils';`,
    { line: 3, column: 1, reason: 'exporting from another module is not supported' },
  ),
  refuses(
    'LANGUAGE-no-request',
    'refuses code without a request handler',
    OVERVIEW,
    'export function response() {}',
    { column: 1, reason: 'Unable to find valid export for request' },
  ),
  refuses(
    'LANGUAGE-no-response',
    'refuses code without a response handler',
    OVERVIEW,
    'export const request = () => 1;',
    { column: 1, reason: 'Unable to find valid export for response' },
  ),
  refuses(
    'LANGUAGE-too-long',
    'refuses code of more than 32,000 characters',
    recorded('https://github.com/aws/aws-appsync-community/issues/301'),
    `${exportsBoth}\n//${'x'.repeat(32_000)}`,
    { column: 1, reason: 'the code has 32061 characters; the maximum is 32000' },
  ),
];

/** Code that deploys, and its result. */
const taken = (
  id: string,
  says: string,
  source: Source,
  code: string,
  value: unknown,
): Behaviour => ({
  id: `LANGUAGE-${id}`,
  says,
  source,
  given: givenCode(code),
  exchanges: [
    {
      body: operation('{ value }'),
      answer: { body: { data: { value: JSON.stringify(value) } } },
    },
  ],
  evaluates: { code, context: { result: value }, expected: { value } },
});

const modules: Behaviour[] = [
  taken(
    'export-const',
    'accepts arrow functions as handlers',
    OVERVIEW,
    'export const request = () => ({ payload: 1 }), response = (ctx) => ctx.result;',
    1,
  ),
  taken(
    'export-list',
    'accepts handlers that are exported under another name',
    unconfirmed('bundlers emit it'),
    'const a = () => ({ payload: 1 });\nfunction b() { return 2; }\nexport { a as request, b as response };',
    2,
  ),
  taken(
    'export-var-source-map',
    'accepts the output of a bundler with its source map',
    documented(`${GUIDE}additional-utilities.html`),
    'var request = () => ({ payload: 1 });\nvar response = (ctx) => ctx.result;\nexport {\n  request,\n  response\n};\n//# sourceMappingURL=data:,',
    1,
  ),
  taken(
    'longest',
    'accepts code of 32,000 characters',
    documented('https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateFunction.html'),
    `export const request = () => ({}), response = () => 1;\n//`.padEnd(32_000, 'x'),
    1,
  ),
  taken(
    'top-level',
    'accepts constants and functions next to the handlers',
    OVERVIEW,
    'const TWO = 2;\nconst twice = (n) => n * TWO;\nexport const request = () => ({}), response = () => twice(3);',
    6,
  ),
  taken(
    'fresh-module',
    'keeps no module variables between two handlers',
    unconfirmed('the guide states that no state is shared, but not how'),
    'let count = 0;\nexport const request = () => { count += 1; return {}; }, response = () => count;',
    0,
  ),
  taken(
    'context-taken-apart',
    'accepts assignments to destructured parts of the context and to a second parameter',
    documented(PLUGIN),
    'export function request({ args }, more) { args = {}; more = args; return { payload: more }; }\n' +
      'export function response({ result }, more) { result = 1; more = { a: result }; more.b = 2; return more; }',
    { a: 1, b: 2 },
  ),
  {
    ...taken(
      'alias-of-import',
      'accepts an import under another name',
      OVERVIEW,
      `import { util as u } from '@aws-appsync/utils';\nexport const request = () => ({}), response = () => u.math.minVal(1, 2);`,
      1,
    ),
  },
];

const allowed = evaluations(
  [
    ['destructuring', `(({ a = 1, ...rest }) => [a, rest])({ b: 2 })`, [1, { b: 2 }]],
    ['array-destructuring', `(([a, , b = 3]) => [a, b])([1, 2])`, [1, 3]],
    ['spread', `[...[1, 2], ...'ab', { ...{ a: 1 } }]`, [1, 2, 'a', 'b', { a: 1 }]],
    ['rest', `((...all) => all.length)(1, 2, 3)`, 3],
    ['optional', `[ctx.source?.a?.b, ({ a: { b: 1 } })?.a?.b]`, [null, 1]],
    ['template', '`a${1 + 1}${`b${3}`}`', 'a2b3'],
    ['bitwise', `[5 & 3, 5 | 3, 5 ^ 3, 1 << 3, -8 >> 1, 8 >>> 1]`, [1, 7, 6, 8, -4, 4]],
    ['arithmetic', `[7 % 4, 2 ** 3, 7 / 2, -1]`, [3, 8, 3.5, -1]],
    [
      'typeof-void',
      `[typeof 'a', typeof 1, typeof true, typeof {}, typeof void 0]`,
      ['string', 'number', 'boolean', 'object', 'undefined'],
    ],
    ['ternary', `true ? 1 : 2`, 1],
    ['equality', `[1 === 1, 1 == '1', 1 !== 2, 1 != '1']`, [true, true, true, false]],
    ['logical', `[0 || 'a', 1 && 'b', !0]`, ['a', 'b', true]],
  ].map(([id, expression, value]) =>
    evaluates(`LANGUAGE-${String(id)}`, FEATURES, String(expression), value),
  ),
);

const statements = evaluations([
  returns(
    'LANGUAGE-if-else',
    FEATURES,
    'runs if and else',
    `if (ctx.source) { return 1; } else { return 2; }`,
    2,
  ),
  returns(
    'LANGUAGE-switch',
    FEATURES,
    'runs switch with its break and default',
    `let v = 0; switch ('b') { case 'a': v = 1; break; case 'b': v = 2; break; default: v = 3; } return v;`,
    2,
  ),
  returns(
    'LANGUAGE-for-of',
    FEATURES,
    'runs for-of with break',
    `let n = 0; for (const x of [1, 2, 3]) { if (x === 3) { break; } n += x; } return n;`,
    3,
  ),
  returns(
    'LANGUAGE-for-of-string',
    FEATURES,
    'runs for-of over a string',
    `const all = []; for (const x of 'ab') { all.push(x); } return all;`,
    ['a', 'b'],
  ),
  returns(
    'LANGUAGE-for-in',
    FEATURES,
    'runs for-in over the keys of an object',
    `const all = []; for (const key in { a: 1, b: 2 }) { all.push(key); } return all;`,
    ['a', 'b'],
  ),
  returns('LANGUAGE-var', FEATURES, 'supports var', `var a = 1; a += 1; return a;`, 2),
  returns(
    'LANGUAGE-nested-function',
    FEATURES,
    'supports nested functions with access to the enclosing scope',
    `const one = 1; function add(n) { return n + one; } return add(1);`,
    2,
  ),
  returns(
    'LANGUAGE-delete',
    FEATURES,
    'supports delete for members',
    `const a = { b: 1, c: 2 }; delete a.b; return a;`,
    { c: 2 },
  ),
  returns(
    'LANGUAGE-shadowed-handler-name',
    unconfirmed('the rule applies to the name, and this is a different name'),
    'accepts a change of an object that shadows the context',
    `const change = (list) => list.map((each) => { const ctx = { a: 0 }; ctx.a = each; return ctx; }); return change([1]);`,
    [{ a: 1 }],
  ),
  returns(
    'LANGUAGE-omitted-parameter',
    OMITTED,
    'destructures an omitted parameter as if it were empty',
    `function send(path, options) { const { method = 'GET', body } = options; return [path, method, body]; }
     return [send('/a'), send('/b', { method: 'PUT' })];`,
    [
      ['/a', 'GET', null],
      ['/b', 'PUT', null],
    ],
  ),
  ...(
    [
      ['null', 'const f = (o) => { const { a } = o; return a; }; return f(null);'],
      ['result', 'const { a } = ctx.source; return a;'],
      ['variable', 'let o; const { a } = o; return a;'],
      ['in-signature', 'const f = ({ a }) => a; return f();'],
      ['list', 'const f = (o) => { const [a] = o; return a; }; return f();'],
    ] as const
  ).map(([id, body]) => fails(`LANGUAGE-taken-apart-${id}`, OMITTED, body, `fails at \`${body}\``)),
  fails(
    'LANGUAGE-null-member',
    recorded('https://github.com/aws/aws-appsync-community/issues/280'),
    'ctx.source.b',
  ),
  fails(
    'LANGUAGE-undefined-call',
    recorded('https://github.com/aws/aws-appsync-community/issues/280'),
    'ctx.args.nothing()',
  ),
  fails(
    'LANGUAGE-recursion-hidden',
    unconfirmed('recursion that no rule detects is deployed, and is stopped at some depth'),
    'const o = {}; o.f = () => o.f(); return o.f();',
    'fails when functions call each other without end',
  ),
  fails(
    'LANGUAGE-comparator-hidden',
    unconfirmed('a call that no rule detects must not sort either'),
    `const name = 'sort'; return [2, 1][name]((a, b) => a - b);`,
    'fails when sort receives a function that no rule detects',
  ),
]);

export const language: Area = {
  title: 'The language of resolvers',
  behaviours: [...refusals, ...modules, ...allowed, ...statements],
};
