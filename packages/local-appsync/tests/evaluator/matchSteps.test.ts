import { expect, it } from 'vitest';
import { isCheap } from '../../src/evaluator/matchSteps';

/** Matches the whole text only. */
const whole = (pattern: string, flags = ''): RegExp =>
  new RegExp(`(?:${pattern})(?![^])`, `y${flags}`);

/** Maximum length of a token that a validation expression is evaluated on. */
const TOKEN = 2_048;

it.each([
  ['anything', whole('.*', 's')],
  ['one repetition', whole('Bearer [A-Za-z0-9_-]{20,200}')],
  ['repetitions that the next character ends', whole('[\\w-]+\\.[\\w-]+\\.[\\w-]+')],
  ['repetitions of a group up to the end', whole('[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,10}')],
  ['alternatives', whole('(?:session|bot) (?:a|b)[^ ]*')],
  ['a lookahead', whole('(?=.*[0-9]).*')],
])('%s is cheap for a long token', (_, expression) => {
  expect(isCheap(expression, TOKEN)).toBe(true);
});

it.each([
  ['nested repetitions', whole('(a+)+b')],
  ['repeated alternatives that overlap', whole('(?:a|a)*b')],
  ['a repeated optional part', whole('(?:a?){40}b')],
  ['two repetitions of the same characters', whole('[a-z]*[a-z0-9]*!')],
  ['a repetition that goes on with its own end', whole('.*\\..*\\.', 's')],
  ['the same under a flag', whole('[a-z]+Z[a-z]+Z', 'i')],
  ['deeply nested repetitions', whole(`${'('.repeat(60)}a${')*'.repeat(60)}`)],
  ['a reference', whole('(a)\\1')],
  ['a lookbehind', whole('a(?<=a)')],
])('%s: not cheap for a long token', (_, expression) => {
  expect(isCheap(expression, TOKEN)).toBe(false);
});

it('a pattern can be cheap for a short text and expensive for a long one', () => {
  const twice = whole('[a-z]*[a-z0-9]*');
  expect([20, 2_000].map((length) => isCheap(twice, length))).toEqual([true, false]);
  expect(isCheap(whole('(a+)+b'), 5)).toBe(true);
  expect(isCheap(whole('(a+)+b'), 30)).toBe(false);
});

it('counts every start position of a search', () => {
  expect([100, 10_000].map((length) => isCheap(/[^a-z]+/g, length))).toEqual([true, false]);
});

it('is cheap for the id of an exercise', () => {
  expect(isCheap(whole('^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$'), 40)).toBe(true);
});
