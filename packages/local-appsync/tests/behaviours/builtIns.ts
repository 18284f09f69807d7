import { expect } from 'vitest';
import { documented, GUIDE, recorded, unconfirmed, type Area, type Behaviour } from './behaviour';
import {
  answersWith,
  entry,
  evaluates,
  evaluations,
  fails,
  json,
  returns,
  type Evaluation,
} from './evaluations';
import { refusesBody } from './refusals';

const FEATURES = documented(`${GUIDE}supported-features.html`);
const LINTER = documented(
  'https://www.npmjs.com/package/@aws-appsync/eslint-plugin, no-disallowed-methods',
);
/** An older comment on #147 reports it as missing. */
const INCLUDES = recorded(
  'https://github.com/aws/aws-appsync-community/issues/279; https://github.com/aws/aws-appsync-community/issues/305',
);
const UNLISTED = unconfirmed(`${GUIDE}supported-features.html does not list it`);
const LIMIT = recorded('https://github.com/aws/aws-appsync-community/issues/371');
const JAVA_PATTERN = documented(
  'https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html',
);

/** Standard JavaScript globals that AppSync lacks. Any undeclared name is refused. */
const globals = (
  'Date RegExp Map Set WeakMap Symbol BigInt Promise Proxy Reflect Function Array Boolean Error Intl ' +
  'parseInt parseFloat isNaN isFinite eval globalThis encodeURIComponent structuredClone Buffer URL ' +
  'fetch setTimeout crypto process require global window module exports WebAssembly Atomics Iterator'
).split(' ');

const WRITTEN = recorded('https://github.com/aws/aws-appsync-community/issues/303');

/** Calls, and the reason why each is refused. */
const statics = [
  ...['create({})', 'freeze({})', "defineProperty({}, 'a', {})", 'getPrototypeOf({})'].map(
    (call) => [`Object.${call}`, 'no-disallowed-methods'] as const,
  ),
  ...['Object.fromEntries([])', 'Object.groupBy([], 1)'].map(
    (call) => [call, 'no-disallowed-methods'] as const,
  ),
  ...[
    'Number("1")',
    'String(1)',
    'Number.parseFloat("1")',
    'Number.isInteger(1)',
    'Math.abs(1)',
    'Math.pow(1, 2)',
    'String.fromCharCode(65)',
    'console.debug(1)',
    'console.info(1)',
  ].map((call) => [call, null] as const),
];

const refusals: Behaviour[] = [
  ...globals.map((name) =>
    refusesBody(
      `BUILTIN-no-${name}`,
      `has no \`${name}\``,
      name.startsWith('parse') ? WRITTEN : UNLISTED,
      `return ${name};`,
      8,
      undefined,
      // TypeScript declares these two in every program.
      ['Symbol', 'globalThis'].includes(name)
        ? `${name} is not supported in APPSYNC_JS`
        : `Cannot find name '${name}'. (TS2304)`,
    ),
  ),
  refusesBody(
    'BUILTIN-no-date-now',
    'refuses `Date.now()`',
    recorded('https://github.com/sid88in/serverless-appsync-plugin/issues/549'),
    'return Date.now();',
    8,
    undefined,
    "Cannot find name 'Date'. (TS2304)",
  ),
  ...statics.map(([call, rule]) => {
    const [path = ''] = call.split('(');
    const member = path.split('.')[1];
    return refusesBody(
      `BUILTIN-no-${path.replace('.', '-')}${member ? '' : '-call'}`,
      `refuses \`${call}\``,
      rule ? LINTER : ['Number', 'String'].includes(path) ? WRITTEN : UNLISTED,
      `return ${call};`,
      8 + (member ? path.indexOf('.') + 1 : 0),
      undefined,
      rule
        ? `Method ObjectConstructor.${member} is not implemented (@aws-appsync/${rule})`
        : `Invalid function: ${path}`,
    );
  }),
  ...['Math.PI', 'Object.prototype', 'String.prototype'].map((path) =>
    refusesBody(
      `BUILTIN-no-${path.replace('.', '-')}`,
      `refuses \`${path}\``,
      UNLISTED,
      `return ${path};`,
      8 + path.indexOf('.') + 1,
      undefined,
      `${path} is not supported in APPSYNC_JS`,
    ),
  ),
];

/** A method that a value does not have. The type of a value is known only when the code runs. */
const lacks = (call: string, source = UNLISTED): Evaluation => ({
  ...fails(`BUILTIN-no-${call.replace(/[^A-Za-z]+/g, '-').replace(/^-|-$/g, '')}`, source, call),
  says: `fails at \`${call}\`: there is no such method`,
});

/** Paths from a value to constructors, and from there to code that is built from text. */
const roads = [
  '({}).__proto__',
  '({}).constructor',
  '({}).hasOwnProperty',
  '({}).toString',
  '[].constructor',
  "'x'.constructor",
  '(1).constructor',
  'true.constructor',
  '(() => 1).constructor',
  '(() => 1).call',
  '(() => 1).apply',
  '(() => 1).bind',
  'ctx.constructor',
  'ctx.args.constructor',
  'Object.keys.constructor',
];

const absentOnes = evaluations([
  ...[
    "'x'.padStart(2)",
    "'x'.padEnd(2)",
    "'x'.repeat(2)",
    "'x'.charCodeAt(0)",
    "'x'.matchAll('x')",
    "'x'.search('x')",
    "'x'.localeCompare('y')",
  ].map((call) => lacks(call, LINTER)),
  ...[
    "'x'.includes('x')",
    "'x'.codePointAt(0)",
    "'x'.match('x')",
    "'x'.at(0)",
    "'x'.normalize()",
    '[1].at(0)',
    '[1].keys()',
    '[1].values()',
    '[1].entries()',
    '[1].copyWithin(0, 0)',
    '[1].toSorted()',
    '[1].with(0, 2)',
    '(1).toFixed(2)',
  ].map((call) => lacks(call)),
  ...roads.map((expression, index) => ({
    ...evaluates(
      `BUILTIN-no-road-${String.fromCharCode(97 + index)}`,
      unconfirmed('code must not be able to evaluate text as code'),
      `${expression} === undefined`,
      true,
    ),
    says: `has no \`${expression}\``,
  })),
  ...['util.error', 'ddb.get', 'console'].map((object) => ({
    ...fails(
      `BUILTIN-no-road-${object.replace('.', '-')}`,
      unconfirmed('code must not be able to evaluate text as code'),
      `${object}['constr'.concat('uctor')]('return 1')`,
    ),
    says: `fails at the constructor of \`${object}\` under a concatenated name`,
  })),
]);

const present = evaluations(
  (
    [
      ['object-assign', `Object.assign({}, { a: 1 }, { b: 2 })`, { a: 1, b: 2 }],
      ['object-entries', `Object.entries({ a: 1 })`, [['a', 1]]],
      ['object-has-own', `[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'a')]`, [true, false]],
      ['object-keys', `Object.keys({ a: 1, b: 2 })`, ['a', 'b']],
      ['object-values', `Object.values({ a: 1, b: 2 })`, [1, 2]],
      ['string-length', `'abc'.length`, 3],
      ['string-char-at', `'abc'.charAt(1)`, 'b'],
      ['string-concat', `'a'.concat('b', 'c')`, 'abc'],
      ['string-ends-with', `['abc'.endsWith('c'), 'abc'.endsWith('b')]`, [true, false]],
      ['string-starts-with', `['abc'.startsWith('a'), 'abc'.startsWith('b')]`, [true, false]],
      ['string-index-of', `['abab'.indexOf('b'), 'abab'.lastIndexOf('b')]`, [1, 3]],
      ['string-raw', 'String.raw`a\\n${1}`', 'a\\n1'],
      ['string-slice', `'abcd'.slice(1, 3)`, 'bc'],
      ['string-split', `'a,b'.split(',')`, ['a', 'b']],
      ['string-case', `'aB'.toLowerCase() + 'aB'.toUpperCase()`, 'abAB'],
      ['string-trim', `[' a '.trim(), ' a '.trimStart(), ' a '.trimEnd()]`, ['a', 'a ', ' a']],
      ['number-is-finite', `[Number.isFinite(1), Number.isFinite(Infinity)]`, [true, false]],
      ['number-is-nan', `[Number.isNaN(NaN), Number.isNaN(1)]`, [true, false]],
      ['math-min-max', `[Math.min(2, 1), Math.max(2, 1)]`, [1, 2]],
      ['math-rounding', `[Math.round(1.5), Math.floor(1.9), Math.ceil(1.1)]`, [2, 1, 2]],
      ['math-random', `Math.random() >= 0 && Math.random() < 1`, true],
      ['array-length', `[1, 2].length`, 2],
      ['array-concat', `[1].concat([2], 3)`, [1, 2, 3]],
      ['array-fill', `[1, 2].fill(0)`, [0, 0]],
      ['array-flat', `[1, [2, [3]]].flat()`, [1, 2, [3]]],
      ['array-index-of', `[[1, 2, 1].indexOf(1), [1, 2, 1].lastIndexOf(1)]`, [0, 2]],
      [
        'array-includes',
        `[[1, 2].includes(2), ['a'].includes('b'), [1, 2, 1].includes(1, 1)]`,
        [true, false, true],
      ],
      ['array-join', `[1, 2].join('-')`, '1-2'],
      ['array-reverse', `[1, 2].reverse()`, [2, 1]],
      ['array-slice', `[1, 2, 3].slice(1)`, [2, 3]],
      ['array-sort', `[3, 1, 10, 2].sort()`, [1, 10, 2, 3]],
      ['array-map', `[1, 2].map((x) => x + 1)`, [2, 3]],
      ['array-flat-map', `[1, 2].flatMap((x) => [x, x])`, [1, 1, 2, 2]],
      ['array-filter', `[1, 2, 3].filter((x) => x > 1)`, [2, 3]],
      ['array-reduce', `['a', 'b'].reduce((all, x) => all + x, '')`, 'ab'],
      ['array-reduce-right', `['a', 'b'].reduceRight((all, x) => all + x, '')`, 'ba'],
      ['array-find', `[[1, 2, 3].find((x) => x > 1), [1, 2, 3].findLast((x) => x > 1)]`, [2, 3]],
      [
        'array-find-index',
        `[[1, 2].findIndex((x) => x > 1), [1, 2].findLastIndex((x) => x > 0)]`,
        [1, 1],
      ],
      [
        'array-some-every',
        `[[1, 2].some((x) => x > 1), [1, 2].every((x) => x > 1)]`,
        [true, false],
      ],
      ['json-parse', `JSON.parse('{"a":[1]}')`, { a: [1] }],
      ['json-parse-invalid', `JSON.parse('{not json')`, ''],
      ['json-parse-empty', `JSON.parse('')`, ''],
      ['json-stringify', `JSON.stringify({ a: undefined, b: [undefined] })`, '{"b":[null]}'],
      ['global-numbers', `[NaN === NaN, Infinity > 1, undefined === void 0]`, [false, true, true]],
    ] as const
  ).map(([id, expression, value]) =>
    evaluates(`BUILTIN-${id}`, id === 'array-includes' ? INCLUDES : FEATURES, expression, value),
  ),
);

const changing = evaluations([
  returns(
    'BUILTIN-array-ends',
    FEATURES,
    'supports push, pop, shift and unshift',
    'const a = [1, 2]; a.push(3); const last = a.pop(); const first = a.shift(); a.unshift(0); return [a, first, last];',
    [[0, 2], 1, 3],
  ),
  returns(
    'BUILTIN-array-splice',
    FEATURES,
    'supports splice',
    'const a = [1, 2, 3]; const cut = a.splice(1, 1, 9); return [a, cut];',
    [[1, 9, 3], [2]],
  ),
  returns(
    'BUILTIN-array-for-each',
    FEATURES,
    'supports forEach',
    'const all = []; [1, 2].forEach((x, i) => { all.push(x * i); }); return all;',
    [0, 2],
  ),
  evaluates(
    'BUILTIN-substring',
    unconfirmed('AWS samples use it, although the list of features omits it'),
    `'abcd'.substring(2)`,
    'cd',
  ),
  returns(
    'BUILTIN-console',
    FEATURES,
    'supports console.log and console.error, which return undefined',
    `return [console.log('a'), console.error({ b: 1 })].map((x) => x === undefined);`,
    [true, true],
  ),
  ...[
    'Object.keys = 1;',
    'const m = Math; m.extra = 1;',
    'console.log = 1;',
    'const u = util; u.foo = 1;',
    'util.time.nowISO8601 = 1;',
    'ddb.operations.add = 1;',
    '[].map.x = 1;',
  ].map((statement, index) =>
    fails(
      `BUILTIN-frozen-${String.fromCharCode(97 + index)}`,
      unconfirmed('a resolver must not affect another resolver'),
      statement,
    ),
  ),
]);

const TWO_THOUSAND =
  'const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; ' +
  'const many = ten.flatMap((a) => ten.flatMap((b) => ten.flatMap((c) => [a, b])));';

const limits = evaluations(
  (
    [
      ['for-of', 'let n = 0; for (const x of many) n += 1; return n;', 1000],
      ['for-in', 'let n = 0; for (const k in many) n += 1; return n;', 1000],
      ['map', 'return many.map((x) => x).length;', 1000],
      ['filter', 'return many.filter((x) => true).length;', 1000],
      ['flat-map', 'return many.flatMap((x) => [x, x]).length;', 2000],
      ['reduce', 'return many.reduce((n, x) => n + 1, 0);', 1000],
      ['reduce-right', 'return many.reduceRight((n, x) => n + 1, 0);', 1000],
      ['for-each', 'let n = 0; many.forEach((x) => { n += 1; }); return n;', 1000],
      ['find', 'return many.find((x, i) => i === 1200) === undefined;', true],
      ['find-index', 'return many.findIndex((x, i) => i === 1000);', -1],
      ['some', 'return many.some((x, i) => i === 1000);', false],
      ['every', 'return many.every((x, i) => i < 1000);', true],
      ['find-last-index', 'return many.findLastIndex((x, i) => i === 1000);', 1000],
      ['find-last-index-end', 'return many.findLastIndex((x, i) => i === 999);', -1],
      ['length', 'return many.length;', 2000],
      ['slice', 'return many.slice(500).length;', 1500],
      ['spread', 'return [...many].length;', 2000],
    ] as const
  ).map(([id, body, value]) =>
    returns(
      `BUILTIN-limit-${id}`,
      ['length', 'slice', 'spread'].includes(id)
        ? unconfirmed('the recorded limit applies only to iterations')
        : LIMIT,
      `returns ${JSON.stringify(value)} for \`${body}\` when many has 2,000 elements`,
      `${TWO_THOUSAND} ${body}`,
      value,
    ),
  ),
);

const loops = evaluations([
  returns(
    'BUILTIN-limit-exactly',
    LIMIT,
    'visits all of 1,000 elements',
    `${TWO_THOUSAND} return many.slice(1000).map((x) => x).length;`,
    1000,
  ),
  returns(
    'BUILTIN-for-of-pushed',
    LIMIT,
    'does not visit elements that are pushed during a for-of',
    'const a = [1, 2]; let n = 0; for (const x of a) { a.push(x); n += 1; } return n;',
    2,
  ),
]);

const patterns = evaluations([
  ...(
    [
      ['dot', `'a.b'.replace('.', '-')`, '-.b'],
      ['escaped-dot', `'a.b'.replace('\\\\.', '-')`, 'a-b'],
      ['plain', `'a-b-c'.replaceAll('-', '+')`, 'a+b+c'],
      ['first-only', `'a-b-c'.replace('-', '+')`, 'a+b-c'],
      ['class', `'a1b22'.replaceAll('[0-9]+', '#')`, 'a#b#'],
      ['groups', `'john doe'.replace('(\\\\w+) (\\\\w+)', '$2 $1')`, 'doe john'],
      ['named-group', `'ab'.replace('(?<x>a)', '\${x}\${x}')`, 'aab'],
      ['posix', `'Ab'.replaceAll('\\\\p{Lower}', '.')`, 'A.'],
      ['quoted', `'a.b'.replaceAll('\\\\Q.\\\\E', '\\\\$')`, 'a$b'],
      ['flags', `'AbC'.replaceAll('(?i)[a-c]', 'x')`, 'xxx'],
      ['no-match', `'x'.replace('y', 'z')`, 'x'],
      ['horizontal-space', `'a\\t b'.replaceAll('\\\\h+', '_')`, 'a_b'],
      ['end-before-line-break', `'a\\n'.replaceAll('a$', 'b')`, 'b\n'],
      ['bracket-first', `'a]b'.replaceAll('[]]', '-')`, 'a-b'],
      ['lookahead', `'ab ac'.replaceAll('a(?=c)', 'x')`, 'ab xc'],
    ] as const
  ).map(([id, expression, value]) =>
    evaluates(`BUILTIN-pattern-${id}`, JAVA_PATTERN, expression, value),
  ),
  fails('BUILTIN-pattern-invalid', JAVA_PATTERN, `'a'.replace('(', 'b')`),
  fails('BUILTIN-pattern-no-group', JAVA_PATTERN, `'a'.replace('(a)', '$2')`),
  fails('BUILTIN-pattern-dollar', JAVA_PATTERN, `'a'.replace('a', '$')`),
]);

const CONTEXT = documented(`${GUIDE}resolver-context-reference-js.html`);
const INFO = documented(
  `${GUIDE}resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js`,
);
const FROZEN = documented(
  'https://www.npmjs.com/package/@aws-appsync/eslint-plugin, no-disallowed-re-assignment',
);

/** A context as AWS logged it. */
const WHOLE = recorded('https://github.com/aws/aws-appsync-community/issues/394');
const MEMBERS = 'identity result request info error prev stash outErrors arguments source'.split(
  ' ',
);

const context = evaluations([
  returns(
    'CONTEXT-arguments',
    CONTEXT,
    'passes args and arguments as one object',
    'ctx.args.b = 2; return ctx.arguments;',
    { b: 2 },
  ),
  returns(
    'CONTEXT-nested-writes',
    FROZEN,
    'allows code to write to the stash and to delete from it',
    'ctx.stash.a = 1; ctx.stash.b = 2; delete ctx.stash.a; return ctx.stash;',
    { b: 2 },
  ),
  ...[
    ['const c = ctx; c.args = {};', 'args'],
    ['const c = ctx; c.stash = {};', 'stash'],
    ['const c = ctx; c.extra = 1;', 'new'],
    ['const c = ctx; delete c.stash;', 'delete'],
  ].map(([statement, id]) =>
    fails(
      `CONTEXT-frozen-${id}`,
      FROZEN,
      statement!,
      `fails at \`${statement}\`, which no rule detects`,
    ),
  ),
  returns(
    'CONTEXT-undefined',
    unconfirmed('the return value of a handler is serialized as JSON'),
    'drops undefined members and keeps undefined elements as null',
    'return { a: undefined, b: [undefined] };',
    { b: [null] },
  ),
  returns(
    'CONTEXT-no-result',
    CONTEXT,
    'returns null for a handler that returns nothing',
    '',
    null,
  ),
  evaluates('CONTEXT-source-root', CONTEXT, 'ctx.source', null),
  evaluates(
    'CONTEXT-none-result',
    documented(`${GUIDE}resolver-reference-none-js.html`),
    'ctx.result',
    null,
  ),
  evaluates('CONTEXT-no-error', CONTEXT, `[ctx.error === undefined, ctx.error?.message]`, [
    true,
    null,
  ]),
  returns(
    'CONTEXT-written',
    WHOLE,
    `includes these members in ctx even when they are null: ${MEMBERS.join(', ')}`,
    `return Object.keys(ctx);`,
    expect.arrayContaining(MEMBERS),
  ),
  evaluates(
    'CONTEXT-args-written',
    WHOLE,
    `[Object.hasOwn(JSON.parse(JSON.stringify(ctx)), 'args'), JSON.parse(JSON.stringify(ctx)).arguments]`,
    [false, {}],
  ),
  evaluates('CONTEXT-error-null', WHOLE, `JSON.parse(JSON.stringify(ctx)).error`, null),
  evaluates('CONTEXT-no-errors', WHOLE, 'ctx.outErrors', []),
  answersWith(
    'CONTEXT-appended-errors',
    unconfirmed(
      'https://github.com/aws/aws-appsync-community/issues/343 and #394 show `ctx.outErrors`; no page documents the members of its entries',
    ),
    'includes the errors appended so far in ctx.outErrors, also in the same handler',
    `const before = ctx.outErrors.length; util.appendError('a', 'T'); util.appendError('b');
     return [before, ctx.outErrors.map((x) => x.message), ctx.outErrors[0].errorType];`,
    (field) => ({
      body: {
        data: { [field]: json([0, ['a', 'b'], 'T']) },
        errors: [entry(field, { message: 'a', errorType: 'T' }), entry(field, { message: 'b' })],
      },
    }),
    { value: [0, ['a', 'b'], 'T'], appended: ['a', 'b'] },
  ),
  evaluates('CONTEXT-info-stringified', INFO, `Object.keys(JSON.parse(JSON.stringify(ctx.info)))`, [
    'fieldName',
    'parentTypeName',
    'variables',
  ]),
  evaluates(
    'CONTEXT-info-selection',
    INFO,
    '[ctx.info.selectionSetList, ctx.info.selectionSetGraphQL]',
    [[], ''],
  ),
  evaluates('CONTEXT-identity-lambda', documented(`${GUIDE}security-authz.html`), 'ctx.identity', {
    resolverContext: { userId: 'somebody' },
  }),
  evaluates('CONTEXT-domain-name', CONTEXT, 'ctx.request.domainName', null),
]);

export const builtIns: Area = {
  title: 'Built-ins and the context',
  behaviours: [
    ...refusals,
    ...absentOnes,
    ...present,
    ...changing,
    ...limits,
    ...loops,
    ...patterns,
    ...context,
  ],
};
