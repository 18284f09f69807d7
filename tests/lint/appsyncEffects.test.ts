import { describe, expect, it } from 'vitest';
import { problems } from './problems';

const RUNS = 'AppSync may run this even if JavaScript would skip it. Use `if` or `? :`.';

describe('a right operand', () => {
  it.each([
    ['a call', 'export const a = b ?? fail()'],
    ['a call of a method', 'export const a = b || util.error("no")'],
    ['a call behind `?.`', 'export const a = b && c?.d()'],
    ['a call in an object', 'export const a = b && { c: { d: fail() } }'],
    ['a call in a list', 'export const a = b ?? [1, fail()]'],
    ['a call in a template', 'export const a = b ?? `${fail()}`'],
    ['a call that is spread', 'export const a = { ...(b && fail()) }'],
    ['a call among the operands of an operator', 'export const a = b && 1 + fail()'],
    ['a call that its own operand chooses', 'export const a = b ?? (c ? fail() : d)'],
    ['a call two operators deep', 'export const a = b || (c && (d ?? fail()))'],
    ['a call at the end of a chain', 'export const a = b ?? c ?? fail()'],
    ['a call in a condition', 'if (b && fail()) c = 1'],
    ['a call in a branch', 'export const a = b ? (c ?? fail()) : d'],
    ['a call in a callback', 'export const a = list.map((each) => each ?? fail())'],
    ['a call that TypeScript is told about', 'export const a = b ?? (fail() as string)!'],
    ['a call of a pure function', 'export const a = b ?? Math.floor(1)'],
    ['an early return', 'b || runtime.earlyReturn({})'],
    ['an assignment', 'b && (c = 1)'],
    ['an assignment to a member', 'b || (c.d += 1)'],
    ['an increment', 'b && c++'],
    ['a deletion', 'b && delete c.d'],
    ['a construction', 'export const a = b ?? new Map()'],
    ['a tagged template', 'export const a = b ?? sql`select`'],
  ])('cannot be or contain %s', (_, code) => {
    expect(problems('appsync-effects', code)).toEqual([RUNS]);
  });

  it.each([
    ['an argument', 'export const a = b?.c(fail())'],
    ['a key', 'export const a = b?.[fail()]'],
    ['an argument further on', 'export const a = b?.c.d!.e(fail())'],
  ])('includes what follows `?.`: %s', (_, code) => {
    expect(problems('appsync-effects', code)).toEqual([RUNS]);
  });

  it.each([
    'export const a = b ?? "none"',
    'export const a = b ?? -1',
    'export const a = b ?? null',
    'export const a = b || c || d',
    'export const a = b && c.d',
    'export const a = b ?? { c: [d, { e: 1 }], ...f }',
    'export const a = b ?? `${c} and ${d}`',
    'export const a = b && c === d',
    'export const a = b && !c',
    'export const a = b ?? (c as string)!',
    'export const a = b && ((c) => fail(c))',
  ])('can be %s', (code) => {
    expect(problems('appsync-effects', code)).toEqual([]);
  });
});

describe('a call', () => {
  it.each([
    'export const a = find() ?? null',
    'export const a = find()?.b.c(1)',
    'export const a = find(b ?? c)',
    'export const a = b ? find() : fail()',
    'if (!b) fail()',
    'if (find() && b) fail()',
    'export const a = b.map((each) => find(each)) ?? []',
  ])('is accepted in %s', (code) => {
    expect(problems('appsync-effects', code)).toEqual([]);
  });
});

it.each([
  'export const a = { get b() { return util.error("no"); } }',
  'export const a = { set b(value) { c.d = value; } }',
  'export const a = { get ["b"]() { return 1; } }',
])('a member that runs code is rejected: %s', (code) => {
  expect(problems('appsync-effects', code)).toEqual([
    'AppSync may run this accessor even if JavaScript would skip it. Use a function.',
  ]);
});

it.each(['export const a = { get: 1, set: 2 }', 'export const a = { get() { return 1; } }'])(
  'a member named get or set is accepted: %s',
  (code) => {
    expect(problems('appsync-effects', code)).toEqual([]);
  },
);

it.each(['??=', '||=', '&&='])('the assignment %s is rejected', (operator) => {
  expect(problems('appsync-effects', `let a; a ${operator} 1`)).toEqual([
    `AppSync does not support \`${operator}\`. Use \`if\`.`,
  ]);
});

it.each(['=', '+=', '|=', '&='])('the assignment %s is accepted', (operator) => {
  expect(problems('appsync-effects', `let a = 1; a ${operator} 1`)).toEqual([]);
});
