import { describe, expect, it } from 'vitest';
import { evaluate, run, valueOf, withBody } from './handler';

const BUILT_INS =
  'https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html#built-in-objects-functions';

const absentGlobals =
  'Date RegExp Map Set WeakMap Symbol BigInt Promise Proxy Reflect Function Array Boolean Error Intl ' +
  'parseInt parseFloat isNaN isFinite eval globalThis encodeURIComponent structuredClone Buffer URL ' +
  'fetch setTimeout crypto process require global window module exports WebAssembly Atomics Iterator';

const absentMembers = [
  ...'fromEntries create freeze defineProperty getPrototypeOf setPrototypeOf'
    .split(' ')
    .map((name) => `Object.${name}`),
  ...'fromCharCode prototype'.split(' ').map((name) => `String.${name}`),
  ...'parseFloat isInteger prototype'.split(' ').map((name) => `Number.${name}`),
  ...'abs pow sqrt PI'.split(' ').map((name) => `Math.${name}`),
  ...'includes padStart padEnd repeat charCodeAt codePointAt match matchAll search at normalize toString'
    .split(' ')
    .map((name) => `'x'.${name}`),
  ...'includes at keys values entries copyWithin toSorted with toString'
    .split(' ')
    .map((name) => `[].${name}`),
  ...'toFixed toString valueOf'.split(' ').map((name) => `(1).${name}`),
  ...'hasOwnProperty toString valueOf __proto__ constructor'
    .split(' ')
    .map((name) => `({}).${name}`),
  ...'call apply bind constructor toString'.split(' ').map((name) => `(() => 1).${name}`),
  'ctx.constructor',
  'util.error.constructor',
  'ddb.get.constructor',
  'console.debug',
  'console.constructor',
];

describe(`what AppSync does not list is not there (${BUILT_INS})`, () => {
  it.each(absentGlobals.split(' '))('%s', (name) => {
    expect(valueOf(`typeof ${name}`)).toBe('undefined');
  });

  it.each(absentMembers)('%s', (expression) => {
    expect(valueOf(`typeof ${expression}`)).toBe('undefined');
  });

  it('has no way to make code of a string', () => {
    const reachable = `[ctx, ctx.args, [], 'x', 1, true, () => 1, util.error, ddb.get, Object.keys, ctx.stash]`;
    expect(valueOf(`${reachable}.map((value) => typeof value.constructor)`)).toEqual(
      Array.from({ length: 11 }, () => 'undefined'),
    );
  });
});

const present: readonly (readonly [string, unknown])[] = [
  [`Object.assign({}, { a: 1 }, { b: 2 })`, { a: 1, b: 2 }],
  [`Object.entries({ a: 1 })`, [['a', 1]]],
  [
    `[Object.hasOwn({ a: 1 }, 'a'), Object.keys({ a: 1 }), Object.values({ a: 1 })]`,
    [true, ['a'], [1]],
  ],
  [`'abc'.charAt(1) + 'a'.concat('b') + 'a,b'.split(',').join('')`, 'babab'],
  [
    `['abc'.endsWith('c'), 'abc'.startsWith('b'), 'abab'.indexOf('b'), 'abab'.lastIndexOf('b')]`,
    [true, false, 1, 3],
  ],
  [
    `[' a '.trim(), ' a '.trimStart(), ' a '.trimEnd(), 'aB'.toLowerCase(), 'aB'.toUpperCase()]`,
    ['a', 'a ', ' a', 'ab', 'AB'],
  ],
  ['String.raw`a\\n${1}`', 'a\\n1'],
  [`'abcd'.slice(1, 3) + 'abcd'.substring(2)`, 'bccd'],
  [`[Number.isFinite(1), Number.isNaN(NaN)]`, [true, true]],
  [
    `[Math.min(2, 1), Math.max(2, 1), Math.round(1.5), Math.floor(1.9), Math.ceil(1.1)]`,
    [1, 2, 2, 1, 2],
  ],
  [`[3, 1, 2].sort()`, [1, 2, 3]],
  [`[1, [2, [3]]].flat()`, [1, 2, [3]]],
  [`[...[1, 2].map((x) => x + 1), ...'ab']`, [2, 3, 'a', 'b']],
  [
    `[[1, 2, 3].find((x) => x > 1), [1, 2, 3].findLast((x) => x > 1), [1, 2].findIndex((x) => x > 1), [1, 2].findLastIndex((x) => x > 0)]`,
    [2, 3, 1, 1],
  ],
  [
    `[[1, 2].some((x) => x > 1), [1, 2].every((x) => x > 1), [1, 2, 3].filter((x) => x > 1), [1, 2].flatMap((x) => [x, x])]`,
    [true, false, [2, 3], [1, 1, 2, 2]],
  ],
  [
    `[['a', 'b'].reduce((all, x) => all + x, ''), ['a', 'b'].reduceRight((all, x) => all + x, '')]`,
    ['ab', 'ba'],
  ],
  [`JSON.parse('{"a":[1]}')`, { a: [1] }],
  [`[JSON.parse('{not json'), JSON.parse('')]`, ['', '']],
  [`JSON.stringify({ a: undefined, b: [undefined] })`, '{"b":[null]}'],
];

describe(`what AppSync lists works (${BUILT_INS})`, () => {
  it.each(present)('%s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  it('has Math.random', () => {
    expect(valueOf('Math.random()')).toBeTypeOf('number');
  });
});

describe('sort', () => {
  it('takes no function (no-function-passing)', () => {
    expect(run('return [2, 1].sort((a, b) => a - b);').fault?.message).toBe(
      'TypeError: sort() takes no function',
    );
  });
});

describe('Java patterns in replace and replaceAll (supported-features, note at String)', () => {
  it.each([
    [`'a.b'.replace('.', '-')`, '-.b'],
    [`'a.b'.replace('\\\\.', '-')`, 'a-b'],
    [`'a-b-c'.replaceAll('-', '+')`, 'a+b+c'],
    [`'a1b22'.replaceAll('[0-9]+', '#')`, 'a#b#'],
    [`'john doe'.replace('(\\\\w+) (\\\\w+)', '$2 $1')`, 'doe john'],
    [`'Ab'.replaceAll('\\\\p{Lower}', '.')`, 'A.'],
    [`'a.b'.replaceAll('\\\\Q.\\\\E', '\\\\$')`, 'a$b'],
    [`'AbC'.replaceAll('(?i)[a-c]', 'x')`, 'xxx'],
    [`'x'.replace('y', 'z')`, 'x'],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    [`'a'.replace('a++', 'b')`, 'possessive quantifiers'],
    [`'a'.replace('[a&&b]', 'b')`, 'unions and intersections'],
    [`'a'.replace('(', 'b')`, 'is not valid'],
    [`'a'.replace('a', () => 'b')`, 'takes no function'],
    [`'a'.replace('(a)', '$2')`, 'No group 2'],
  ])('%s is a fault', (expression, message) => {
    expect(run(`return ${expression};`).fault?.message).toContain(message);
  });
});

const LIMIT = 'aws/aws-appsync-community#371: iterations end at 1,000 without an error';
const many = 'const many = ctx.args.many;';

describe(LIMIT, () => {
  const context = { arguments: { many: Array.from({ length: 1500 }, (_, i) => i) } };

  it.each([
    ['let n = 0; for (const x of many) n += 1; return n;', 1000],
    ['let n = 0; for (const k in many) n += 1; return n;', 1000],
    ['return many.map((x) => x).length;', 1000],
    ['return many.filter((x) => true).length;', 1000],
    ['return many.reduce((n, x) => n + 1, 0);', 1000],
    ['let n = 0; many.forEach((x) => { n += 1; }); return n;', 1000],
    ['return many.find((x) => x === 1200) === undefined;', true],
    ['return many.findLastIndex((x, i) => i === 600);', 600],
    ['return many.findLast((x) => x < 500) === undefined;', true],
    ['return many.length;', 1500],
  ])('%s', (body, value) => {
    expect(run(`${many} ${body}`, context).result).toBe(value);
  });

  it('visits nothing that is pushed while a for-of runs', () => {
    const body = 'const a = [1, 2]; let n = 0; for (const x of a) { a.push(x); n += 1; } return n;';
    expect(run(body).result).toBe(2);
  });
});

describe('nothing outlives a run', () => {
  it('gives each run fresh module state', () => {
    const code = `let count = 0;\n${withBody('count += 1; return count;')}`;
    expect([evaluate(code, 'request').result, evaluate(code, 'request').result]).toEqual([1, 1]);
  });

  it.each([
    'Object.keys = 1;',
    'util.foo = 1;',
    'console.log = 1;',
    'Math.extra = 1;',
    'ddb.operations.add = 1;',
    'undeclared = 1;',
    '[].map.x = 1;',
    'ctx.args.list.map.x = 1;',
  ])('nothing shared can be written to: %s', (statement) => {
    const { fault } = run(statement, { arguments: { list: [] } });
    expect(fault?.message).toMatch(/^(Type|Reference)?Error: /);
  });

  it('ends code that would run for ever', () => {
    const { raised, fault } = run(
      'const f = (n) => (n < 2 ? 1 : f(n - 1) + f(n - 2)); return f(90);',
    );
    expect(raised).toMatchObject({ errorType: 'Code', message: 'Runtime Error' });
    expect(fault?.message).toBe('Error: the handler ran for more than 1000 ms');
  });

  it('ends recursion without a bottom', () => {
    expect(run('const f = () => f(); return f();').fault?.message).toMatch(/^RangeError/);
  });
});
