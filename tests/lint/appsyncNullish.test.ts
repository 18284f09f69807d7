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
])('%s is refused', (code, operator) => {
  expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([
    `To AppSync null and undefined are the same: use \`${operator} null\`.`,
  ]);
});

it.each(['null', 'undefined'])('a case of %s is refused', (value) => {
  expect(problems('appsync-nullish', `switch (a) { case ${value}: b = 1 }`)).toEqual([
    'To AppSync null and undefined are the same: test with `== null` before the switch.',
  ]);
});

it.each(['typeof a === "function"', '"undefined" !== typeof a', 'typeof a == "undefined"'])(
  '%s is refused',
  (code) => {
    expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([
      "AppSync's `typeof` knows no functions, and may take undefined for null.",
    ]);
  },
);

it.each([
  'a == null',
  'a != null',
  'a ?? null',
  'a === "null"',
  'a === b',
  'a === true',
  'typeof a === "string"',
  'a === "function"',
])('%s is not', (code) => {
  expect(problems('appsync-nullish', `export const b = ${code}`)).toEqual([]);
});
