import { expect, it } from 'vitest';
import { problems } from './problems';

it.each([
  ['a parameter', 'export const a = (b = 1) => b'],
  ['a parameter of a function', 'export function a(b, c = fail()) {}'],
  ['a destructured parameter', 'export const a = ({ b = 1 }) => b'],
  ['a destructured variable', 'const { b: { c = 1 } } = d'],
  ['a destructured list', 'const [b = 1] = c'],
])('rejects a default value: %s', (_, code) => {
  expect(problems('appsync-defaults', code)).toEqual([
    'AppSync treats null and undefined as the same value. Use `??` where the value is used.',
  ]);
});

it.each([
  'let a = 1; a = 2',
  'const { b, c: { d }, ...rest } = e',
  'export const a = (b) => b ?? 1',
  'interface A { b?: string }',
])('accepts %s', (code) => {
  expect(problems('appsync-defaults', code)).toEqual([]);
});
