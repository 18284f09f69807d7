import { documented, GUIDE, recorded, unconfirmed, type Area } from './behaviour';
import { answersWith, entry, evaluates, evaluations, fails, returns } from './evaluations';
import { refusesBody } from './refusals';

const community = (issue: number) =>
  recorded(`https://github.com/aws/aws-appsync-community/issues/${issue}`);
const COALESCE = recorded(
  'https://github.com/aws/aws-appsync-community/issues/403; https://github.com/aws-amplify/amplify-category-api/issues/3170',
);
const COALESCE_EVERYWHERE = unconfirmed(
  'https://github.com/aws/aws-appsync-community/issues/403 reports a call in a declaration; it is treated as a rule for the operator',
);
const NULLS = community(305);
const NULLS_EVERYWHERE = unconfirmed(
  'https://github.com/aws/aws-appsync-community/issues/305 reports `undefined === null`; both are treated as one value',
);
const OR = unconfirmed(
  'no report contradicts it, and https://github.com/aws-samples/appsync-bedrock-sample-with-ai-agent evaluates `!ids || ids.length == 0`',
);
const AND = unconfirmed(
  'no report contradicts it, and resolvers that Amplify deploys evaluate `a && a.b` for values that are usually missing (aws-amplify/amplify-category-api, conversation transformer)',
);
const OPTIONAL = unconfirmed(
  'no report contradicts it, and resolvers that Amplify deploys call `a?.b?.map(…)` on values that may be missing (aws-amplify/amplify-category-api, conversation transformer)',
);
const DEFAULTS = unconfirmed(
  'no report states whether a default value applies to null; not applying it breaks more code',
);

/** Records its argument and returns it. */
const SEEN = 'const seen = []; const f = (x) => { seen.push(x); return x; };';

/** id, an expression that calls `f`, its value, the arguments of those calls. */
const eager = [
  ['chain', `f('a') ?? f('b') ?? f('c')`, 'a', ['a', 'b', 'c']],
  ['grouped', `f('a') ?? (f('b') ?? f('c'))`, 'a', ['a', 'b', 'c']],
  ['left-missing', `f(null) ?? f('b') ?? f('c')`, 'b', [null, 'b', 'c']],
  ['last', `f(null) ?? f(undefined) ?? f('c')`, 'c', [null, null, 'c']],
  ['dense', `f('a')??f('b')`, 'a', ['a', 'b']],
  ['dense-typeof', `typeof f('a')??f('b')`, 'string', ['a', 'b']],
  ['dense-equality', `(f('a')===typeof f('b'))??f('c')`, false, ['a', 'b', 'c']],
  ['comment', `(f('a') /* ?? */ ) /* ?? ) */ ?? ((f('b')))`, 'a', ['a', 'b']],
  ['lines', `f('a') // ??\n ??\n f('b')`, 'a', ['a', 'b']],
  ['arrow', `[0].map((x) => x ?? f('b'))[0]`, 0, ['b']],
  ['arrow-object', `[1].map((x) => ({ a: x ?? f('b') }))[0].a`, 1, ['b']],
  ['template', '`${f("a") ?? f("b")}-${1 ?? f("c")}`', 'a-1', ['a', 'b', 'c']],
  ['default', `((x = f('a') ?? f('b')) => x)()`, 'a', ['a', 'b']],
  ['destructured', `(({ x = f('a') ?? f('b') }) => x)({})`, 'a', ['a', 'b']],
  ['argument', `f(f('a') ?? f('b'))`, 'a', ['a', 'b', 'a']],
  ['member', `({ a: f('a') ?? f('b') }).a`, 'a', ['a', 'b']],
  ['computed-name', `({ a: 1 })[f('a') ?? f('b')]`, 1, ['a', 'b']],
  ['spread', `[...(f([1]) ?? f([2]))][0]`, 1, [[1], [2]]],
  ['of-optional', `ctx.source?.a ?? f('b') ?? f('c')`, 'b', ['b', 'c']],
  ['optional-of', `(f({ a: 1 }) ?? f('b'))?.a`, 1, [{ a: 1 }, 'b']],
  ['with-or', `(f('') || f('b')) ?? f('c')`, 'b', ['', 'b', 'c']],
  ['condition', `(f(0) ?? f('b')) ? 'yes' : 'no'`, 'no', [0, 'b']],
  ['ternary', `(true ? f('a') : f('b')) ?? f('c')`, 'a', ['a', 'c']],
  ['typeof', `typeof f('a') ?? f('b')`, 'string', ['a', 'b']],
  ['equality', `(f('a') ?? f('b')) === (f(undefined) ?? f('a'))`, true, ['a', 'b', null, 'a']],
] as const;

const coalescing = evaluations([
  ...(
    [
      ['text', `'bar' ?? 'x'`, 'bar'],
      ['null', `null ?? 'c'`, 'c'],
      ['undefined', `undefined ?? 'c'`, 'c'],
      ['zero', `0 ?? 1`, 0],
      ['empty', `'' ?? 'x'`, ''],
      ['false', `false ?? true`, false],
    ] as const
  ).map(([id, expression, value]) =>
    evaluates(
      `OPERATOR-coalesce-${id}`,
      documented(`${GUIDE}supported-features.html`),
      expression,
      value,
    ),
  ),
  answersWith(
    'OPERATOR-coalesce-error',
    COALESCE,
    "raises the error of `'bar' ?? util.error('x')`",
    `return 'bar' ?? util.error('x');`,
    (field) => ({
      body: { data: { [field]: null }, errors: [entry(field, { message: 'x' })] },
    }),
    { error: 'x' },
  ),
  returns(
    'OPERATOR-coalesce-call',
    COALESCE,
    'evaluates the right side of `??` even if the left side has a value, and returns the left one',
    `${SEEN} const result = f('a') ?? f('b'); return [result, seen];`,
    ['a', ['a', 'b']],
  ),
  ...eager.map(([id, expression, value, seen]) =>
    returns(
      `OPERATOR-coalesce-${id}`,
      COALESCE_EVERYWHERE,
      `evaluates both sides of each \`??\` in \`\`\` ${expression.replace(/\n/g, ' ')} \`\`\``,
      `${SEEN} const value = ${expression}; return [value, seen];`,
      [value, seen],
    ),
  ),
  returns(
    'OPERATOR-coalesce-loop',
    COALESCE_EVERYWHERE,
    'evaluates both sides of `??` in loop heads',
    `${SEEN} const all = []; for (const x of f([1]) ?? f([2])) { all.push(x); }
     for (const key in f({ a: 1 }) ?? f({ b: 1 })) { all.push(key); } return [all, seen];`,
    [
      [1, 'a'],
      [[1], [2], { a: 1 }, { b: 1 }],
    ],
  ),
  fails(
    'OPERATOR-coalesce-null-member',
    COALESCE_EVERYWHERE,
    `return 1 ?? ctx.source.a.b;`,
    'fails at a member of null on the right side of `??`',
  ),
]);

const circuits = evaluations([
  ...(
    [
      ['or-call', OR, `f('a') || f('b')`, 'a', ['a']],
      ['or-else', OR, `f('') || f('b')`, 'b', ['', 'b']],
      ['and-call', AND, `f('') && f('b')`, '', ['']],
      ['and-then', AND, `f('a') && f('b')`, 'b', ['a', 'b']],
      ['ternary', community(403), `f('a') ? f('b') : f('c')`, 'b', ['a', 'b']],
      ['optional-call', OPTIONAL, `ctx.source?.a(f('b'))`, null, []],
      ['optional-chain', OPTIONAL, `ctx.source?.a.b.c(f('b'))[f('c')]`, null, []],
    ] as const
  ).map(([id, source, expression, value, seen]) =>
    returns(
      `OPERATOR-${id}`,
      source,
      `evaluates \`${expression}\` to ${JSON.stringify(value)} with calls of f for ${JSON.stringify(seen)}`,
      `${SEEN} const value = ${expression}; return [value, seen];`,
      [value, seen],
    ),
  ),
  evaluates('OPERATOR-or-guard', OR, `[null, [], [1]].map((x) => !x || x.length == 0)`, [
    true,
    true,
    false,
  ]),
  evaluates('OPERATOR-and-guard', AND, `[null, { a: 1 }].map((x) => (x && x.a ? 'a' : 'none'))`, [
    'none',
    'a',
  ]),
  evaluates('OPERATOR-optional-map', OPTIONAL, 'ctx.source?.list?.map((x) => x)', null),
]);

const assignments = [
  ...(['??=', '||=', '&&='] as const).map((operator) =>
    refusesBody(
      `OPERATOR-assign-${{ '??=': 'coalesce', '||=': 'or', '&&=': 'and' }[operator]}`,
      `refuses \`${operator}\``,
      operator === '??='
        ? community(353)
        : unconfirmed(
            'https://github.com/aws/aws-appsync-community/issues/353 reports `??=`, and that AppSync supports only arithmetic assignments',
          ),
      `let x = null; x ${operator} 1; return x;`,
      15,
      undefined,
      `the operator ${operator} is not supported in APPSYNC_JS`,
    ),
  ),
  ...evaluations([
    returns(
      'OPERATOR-assign-arithmetic',
      community(353),
      'supports the arithmetic assignments',
      'let x = 7; x += 1; x -= 2; x *= 3; x /= 2; x %= 5; return x;',
      4,
    ),
    evaluates('OPERATOR-plus', community(303), `+'123'`, 123),
  ]),
];

const nulls = evaluations([
  evaluates(
    'OPERATOR-null-undefined',
    NULLS,
    '[undefined === null, null === undefined, undefined !== null, null !== undefined]',
    [true, true, false, false],
  ),
  returns(
    'OPERATOR-null-variables',
    NULLS_EVERYWHERE,
    'compares null and undefined as one value in variables, members and results',
    `const a = null; const b = undefined; let c; const o = {};
     return [a === b, a !== b, c === a, o.x === a, o.x === ctx.source, [].find((x) => x) === a, ctx.args.x !== null];`,
    [true, false, true, true, true, true, false],
  ),
  evaluates(
    'OPERATOR-null-written',
    NULLS_EVERYWHERE,
    '[ctx.args.x === null, null === ctx.args.x, ctx.source === undefined, ctx.source !== undefined, ctx.source === void 0, void 0 !== ctx.source]',
    [true, true, true, false, true, false],
  ),
  evaluates(
    'OPERATOR-null-others',
    NULLS,
    `[0, '', false, NaN, [], {}].map((x) => [x === null, x === undefined, x === ctx.source])`,
    [0, 1, 2, 3, 4, 5].map(() => [false, false, false]),
  ),
  evaluates(
    'OPERATOR-equal-values',
    documented(`${GUIDE}supported-features.html`),
    `(() => { const a = 'x'; const b = { c: 1 }; const d = b; const n = NaN; return [a === 'x', a !== 'y', b === d, b === { c: 1 }, n === n, 1 === '1']; })()`,
    [true, true, true, false, false, false],
  ),
  evaluates(
    'OPERATOR-equal-nested',
    NULLS_EVERYWHERE,
    '[(ctx.args.x === ctx.source) === true, !ctx.args.x === !ctx.source, 1 + 1 === 2 === true, -1 !== -1, typeof 1 === typeof 2]',
    [true, true, true, false, true],
  ),
  ...(
    [
      ['undefined', 'ctx.source', 'undefined'],
      ['null', 'ctx.args.x', 'null'],
      ['variable', 'ctx.args.x', 'ctx.source'],
      ['sequence', '0, ctx.args.x', '(1, null)'],
    ] as const
  ).map(([id, discriminant, test]) =>
    returns(
      `OPERATOR-null-switch-${id}`,
      NULLS_EVERYWHERE,
      `matches \`case ${test}\` of \`switch (${discriminant})\` for one null and one undefined`,
      `switch (${discriminant}) { case 'a': return 'a'; case ${test}: return 'nothing'; default: return 'other'; }`,
      'nothing',
    ),
  ),
  returns(
    'OPERATOR-switch-values',
    documented(`${GUIDE}supported-features.html`),
    'compares the cases of a switch with ===',
    `return ['1', 1, true, null].map((x) => {
       switch (x) { case 1: return 'number'; case '1': return 'text'; case !0: return 'true'; default: return 'other'; }
     });`,
    ['text', 'number', 'true', 'other'],
  ),
  evaluates(
    'OPERATOR-null-index-of',
    unconfirmed('no report covers it; these methods compare like ==='),
    `[[1, undefined].indexOf(null), [null].indexOf(undefined), [undefined, null].lastIndexOf(null), [null].includes(undefined), [1].includes(null)]`,
    [1, 0, 1, true, false],
  ),
  evaluates(
    'OPERATOR-null-default',
    DEFAULTS,
    `[(({ a = 1 }) => a)({ a: null }), (([a = 1]) => a)([null]), ((a = 1) => a)(null)]`,
    [null, null, null],
  ),
  evaluates(
    'OPERATOR-undefined-default',
    documented(`${GUIDE}supported-features.html`),
    `[(({ a = 1 }) => a)({}), (([a = 1]) => a)([]), ((a = 1) => a)()]`,
    [1, 1, 1],
  ),
]);

const types = evaluations([
  returns(
    'OPERATOR-typeof-function',
    community(295),
    'evaluates typeof of a function to undefined',
    `const f = () => 1; function g() { return 1; } return [typeof f, typeof g, typeof (() => 1), typeof(f)];`,
    ['undefined', 'undefined', 'undefined', 'undefined'],
  ),
  evaluates(
    'OPERATOR-typeof-helper',
    unconfirmed(
      'https://github.com/aws/aws-appsync-community/issues/295 reports functions of the code; built-in ones are treated the same',
    ),
    `[typeof util.error, typeof ddb.get, typeof [].map, typeof Object.keys]`,
    ['undefined', 'undefined', 'undefined', 'undefined'],
  ),
  evaluates(
    'OPERATOR-typeof-compared',
    documented(`${GUIDE}supported-features.html`),
    `['a', 1, true, {}, []].map((x) => typeof x === 'object')`,
    [false, false, false, true, true],
  ),
]);

export const operators: Area = {
  title: 'Operators',
  behaviours: [...coalescing, ...circuits, ...assignments, ...nulls, ...types],
};
