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
    `To AppSync null and undefined are the same: use \`${operator} null\`.`,
  ]);
});

it.each(['null', 'undefined'])('rejects a case of %s', (value) => {
  expect(problems('appsync-nullish', `switch (a) { case ${value}: b = 1 }`)).toEqual([
    'To AppSync null and undefined are the same: test with `== null` before the switch.',
  ]);
});

it.each(['typeof a === "function"', '"undefined" !== typeof a', 'typeof a == "undefined"'])(
  'rejects the comparison %s',
  (code) => {
    expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([
      "AppSync's `typeof` knows no functions, and may take undefined for null.",
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
    new Set(['Compare `typeof` with `===` to the text of a type: what it is in AppSync differs.']),
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
