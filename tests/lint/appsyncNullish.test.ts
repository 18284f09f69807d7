import { expect, it } from 'vitest';
import { problems } from './problems';

it.each([
  ['a === null', '=='],
  ['a !== null', '!='],
  ['a === undefined', '=='],
  ['undefined !== a', '!='],
  ['null === a.b', '=='],
  ['a == undefined', '=='],
  ['a === void 0', '=='],
])('rejects %s', (code, operator) => {
  expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([
    `AppSync treats null and undefined as the same value. Use \`${operator} null\`.`,
  ]);
});

it.each(['null', 'undefined'])('rejects a case of %s', (value) => {
  expect(problems('appsync-nullish', `switch (a) { case ${value}: b = 1 }`)).toEqual([
    'AppSync treats null and undefined as the same value. Check `== null` before the switch.',
  ]);
});

it.each(['typeof a === "function"', '"undefined" !== typeof a', 'typeof a == "undefined"'])(
  'rejects the comparison %s',
  (code) => {
    expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([
      "AppSync's `typeof` does not detect functions, and may treat undefined as null. To find missing values, use `== null`.",
    ]);
  },
);

it.each([
  'export const b = `${typeof a}`',
  'export const b = typeof a',
  'const kind = typeof a',
  'export const b = typeof a === kind',
  'export const b = typeof a === `string`',
  'export const b = typeof a === typeof c',
  'export const b = types[typeof a]',
  'switch (typeof a) { case "string": b = 1 }',
  'switch (b) { case typeof a: b = 1 }',
  'f(typeof a)',
])('rejects a `typeof` that is not compared to a string: %s', (code) => {
  expect(new Set(problems('appsync-nullish', code))).toEqual(
    new Set(['`typeof` differs in AppSync. Compare it with `===` to a string literal.']),
  );
});

it('accepts `typeof` in a TypeScript type', () => {
  expect(problems('appsync-nullish', 'export type A = typeof b; let c: typeof d;')).toEqual([]);
});

it.each([
  'a == null',
  'a != null',
  'a ?? null',
  'a === "null"',
  'a === b',
  'a === true',
  'typeof a === "string"',
  'a === "function"',
])('accepts %s', (code) => {
  expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([]);
});
