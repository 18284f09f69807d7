import { documented, GUIDE, recorded, unconfirmed, type Area } from './behaviour';
import { evaluations, returns } from './evaluations';
import { handlers, refuses, refusesBody } from './refusals';

const PLUGIN = 'https://github.com/sid88in/serverless-appsync-plugin/issues/';
const UNDECLARED = unconfirmed(
  `${PLUGIN}619 reports a refused name in an object; the type check presumably finds such names everywhere`,
);
const CONSTANTS = unconfirmed(
  'AppSync runs a type check when code is saved (https://github.com/aws/aws-appsync-community/issues/334), and this is one of its errors',
);
const LANGUAGE = documented(`${GUIDE}supported-features.html`);
const IMPORT_DDB = "import * as ddb from '@aws-appsync/utils/dynamodb';";

/** The type check's message for an undeclared shorthand property. */
const noShorthand = (name: string) =>
  `No value exists in scope for the shorthand property '${name}'. Either declare one or provide an initializer.`;

/** id, body of the third line, column, the undeclared name. */
const undeclared = [
  ['read', 'return missing;', 8, 'missing'],
  ['call', 'return missing(1);', 8, 'missing'],
  ['member', 'return missing.a.b;', 8, 'missing'],
  ['argument', 'return util.urlEncode(missing);', 23, 'missing'],
  ['computed', 'return ctx.args[missing];', 17, 'missing'],
  ['template', 'return `a${missing}`;', 12, 'missing'],
  ['spread', 'return { ...missing };', 13, 'missing'],
  ['typeof', 'return typeof missing;', 15, 'missing'],
  ['assigned', 'missing = 1;', 1, 'missing'],
  ['assigned-with', 'missing += 1;', 1, 'missing'],
  ['destructured', '[missing] = [1];', 2, 'missing'],
  ['loop', 'for (missing of [1]) { }', 6, 'missing'],
  ['default', 'return ((a = missing) => a)(1);', 14, 'missing'],
  ['default-of-body', 'return ((a = b) => { const b = 1; return a + b; })();', 14, 'b'],
  ['in-function', 'const f = () => missing; return f();', 17, 'missing'],
  ['after-block', 'if (ctx.args.a) { const b = 1; } return b;', 41, 'b'],
  ['after-loop', 'for (const x of [1]) { } return x;', 33, 'x'],
  ['after-function', 'const f = (a) => a; return a;', 28, 'a'],
  ['inside-its-name', 'const f = function g() { return 1; }; return g;', 46, 'g'],
  ['switch', "switch ('a') { case 'a': { let b = 1; } } return b;", 50, 'b'],
  ['module', "return ddb.get({ key: { id: '1' } });", 8, 'ddb'],
] as const;

const refusals = [
  refuses(
    'NAME-undeclared-shorthand',
    'refuses an undeclared shorthand property',
    recorded(`${PLUGIN}619`),
    handlers(
      "const { limit = 20 } = ctx.args;\n  return ddb.query({ query: { a: { eq: '1' } }, limit, nextToken });",
      '',
      IMPORT_DDB,
    ),
    { line: 4, column: 56, rule: 'TS18004', reason: noShorthand('nextToken') },
  ),
  ...(
    [
      ['pattern', '({ missing } = { missing: 1 });', 4],
      ['pattern-default', '({ missing = 1 } = {});', 4],
      ['nested', 'return [{ a: { missing } }];', 16],
    ] as const
  ).map(([id, body, column]) =>
    refusesBody(
      `NAME-undeclared-shorthand-${id}`,
      `refuses \`${body}\`: missing is undeclared`,
      UNDECLARED,
      body,
      column,
      'TS18004',
      noShorthand('missing'),
    ),
  ),
  ...undeclared.map(([id, body, column, name]) =>
    refusesBody(
      `NAME-undeclared-${id}`,
      `refuses \`${body.replaceAll('`', "'")}\`: ${name} is undeclared`,
      UNDECLARED,
      body,
      column,
      'TS2304',
      `Cannot find name '${name}'.`,
    ),
  ),
  ...(
    [
      ['returned', 'return arguments;', 8],
      ['element', 'return arguments[0];', 8],
      ['in-arrow', 'const f = () => arguments; return f();', 17],
      ['in-function', 'function f() { return arguments; } return f();', 23],
      ['shorthand', 'return { arguments };', 10],
      ['typeof', 'return typeof arguments;', 15],
    ] as const
  ).map(([id, body, column]) =>
    refusesBody(
      `NAME-arguments-${id}`,
      `refuses \`${body}\``,
      unconfirmed(
        'no page lists `arguments`; TypeScript declares it in every function, so the type check accepts it',
      ),
      body,
      column,
      undefined,
      'arguments is not supported in APPSYNC_JS',
    ),
  ),
  refuses(
    'NAME-arguments-outside',
    'refuses `arguments` outside functions as an undeclared name',
    UNDECLARED,
    'const a = arguments;\nexport const request = () => a;\nexport const response = () => 1;',
    { line: 1, column: 11, rule: 'TS2304', reason: "Cannot find name 'arguments'." },
  ),
  refuses(
    'NAME-undeclared-top-level',
    'refuses an undeclared name outside handlers',
    UNDECLARED,
    'const a = missing;\nexport function request() { return a; }\nexport function response() {}',
    { line: 1, column: 11, rule: 'TS2304' },
  ),
  refuses(
    'NAME-undeclared-in-response',
    'refuses a name in a response handler that only the request handler declares',
    UNDECLARED,
    handlers('const a = 1; return { payload: a };', 'return a;'),
    { line: 5, column: 40, rule: 'TS2304' },
  ),
  refusesBody(
    'NAME-date',
    'refuses `new Date().toISOString()`',
    recorded(`${PLUGIN}549`),
    'return new Date().toISOString();',
    8,
  ),
  ...(
    [
      ['constant', 'const a = 1; a = 2;', 14, 'TS2588', 'a constant'],
      ['constant-with', 'const a = 1; a += 1;', 14, 'TS2588', 'a constant'],
      ['constant-of-pattern', 'const { a } = ctx.args; a = 2;', 25, 'TS2588', 'a constant'],
      ['constant-of-loop', 'for (const a of [1]) { a = 2; }', 24, 'TS2588', 'a constant'],
      ['constant-in-pattern', 'const a = 1; [a] = [2];', 15, 'TS2588', 'a constant'],
      ['constant-in-object', 'const a = 1; ({ b: a } = { b: 2 });', 20, 'TS2588', 'a constant'],
      ['constant-in-head', 'const a = 1; for (a of [2]) { }', 19, 'TS2588', 'a constant'],
      [
        'constant-in-function',
        'const a = 1; const f = () => { a = 2; };',
        32,
        'TS2588',
        'a constant',
      ],
      ['built-in', 'Math = 1;', 1, 'TS2588', 'a constant'],
      ['built-in-value', 'NaN = 1;', 1, 'TS2588', 'a constant'],
      ['undefined', 'undefined = 1;', 1, 'TS2539', 'not a variable'],
      ['import', 'util = 1;', 1, 'TS2632', 'an import'],
      ['function', 'function f() { return 1; } f = 2;', 28, 'TS2630', 'a function'],
    ] as const
  ).map(([id, body, column, rule, what]) =>
    refusesBody(
      `NAME-assigned-${id}`,
      `refuses \`${body}\``,
      CONSTANTS,
      body,
      column,
      rule,
      new RegExp(`Cannot assign to '\\w+' because it is ${what}\\.`),
    ),
  ),
  refuses(
    'NAME-assigned-module',
    'refuses an assignment to a namespace import',
    CONSTANTS,
    handlers('ddb = 1;', '', IMPORT_DDB),
    { line: 3, column: 1, rule: 'TS2632' },
  ),
  refuses(
    'NAME-assigned-global',
    'refuses an assignment to `util` when it is not imported',
    CONSTANTS,
    'export function request() { util = 1; }\nexport function response() {}',
    { line: 1, column: 29, reason: 'assigning to util is not supported in APPSYNC_JS' },
  ),
];

const taken = evaluations(
  (
    [
      ['assigned-let', 'let a = 1; a = 2; return a;', 2],
      ['assigned-parameter', 'const f = (a) => { a = 2; return a; }; return f(1);', 2],
      ['assigned-loop', 'let sum = 0; for (let a of [1]) { a += 1; sum += a; } return sum;', 2],
      ['assigned-head', 'let a; for (a of [1, 2]) { } return a;', 2],
      ['hoisted-var', 'if (true) { var a = 1; } return a;', 1],
      ['hoisted-function', 'return f(); function f() { return 1; }', 1],
      ['hoisted-loop', 'for (var a of [1, 2]) { } return a;', 2],
      [
        'hoisted-in-block',
        'const f = () => { if (true) { var b = 3; } return b; }; return f();',
        3,
      ],
      ['shadowed', 'const a = 1; const f = (a) => a; { const a = 5; } return [a, f(2)];', [1, 2]],
      ['shadowed-import', 'const f = (util) => util.a; return f({ a: 1 });', 1],
      ['shadowed-global', 'const f = (Math) => Math.abs; return f({ abs: 2 });', 2],
      ['parameter-before', 'return ((a, b = a) => b)(1);', 1],
      ['of-outer', 'let a = 1; const f = () => { a += 1; }; f(); return a;', 2],
      ['later-constant', 'const f = () => LATER; const LATER = 4; return f();', 4],
      ['own-name', 'return (function g() { return typeof g; })();', 'undefined'],
      ['member-names', 'return { missing: 1, b: { missing: 2 }.missing }.b;', 2],
      [
        'pattern-names',
        'const { missing: a, ...rest } = { missing: 1, b: 2 }; return [a, rest];',
        [1, { b: 2 }],
      ],
      [
        'globals',
        'return [NaN !== NaN, Infinity > 1, undefined === null, typeof Math, typeof console];',
        [true, true, true, 'object', 'object'],
      ],
      ['two-vars', 'var a = 1; var a = 2; return a;', 2],
    ] as const
  ).map(([id, body, value]) =>
    returns(
      `NAME-${id}`,
      id === 'globals' ? LANGUAGE : documented(`${GUIDE}supported-features.html`),
      `runs \`${body}\``,
      body,
      value,
    ),
  ),
);

export const names: Area = {
  title: 'Names',
  behaviours: [...refusals, ...taken],
};
