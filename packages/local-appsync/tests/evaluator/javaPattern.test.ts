import { describe, expect, it } from 'vitest';
import { run, valueOf } from './handler';

describe('Java patterns that JavaScript does not support', () => {
  it.each([
    ['a++', 'possessive quantifiers'],
    ['[a&&b]', 'unions and intersections'],
    ['(?>a)', '(?>a is not supported'],
    ['a(?i)b', '(?i) is not supported'],
    ['\\\\Ga', '\\G is not supported'],
  ])('%s is refused by name', (pattern, message) => {
    expect(run(`return 'a'.replace('${pattern}', 'b');`).fault?.message).toContain(message);
  });

  it('ends a pattern that would run forever', () => {
    const { fault } = run(`return util.matches('(a+)+b', '${'a'.repeat(60)}');`);
    expect(fault?.message).toBe('Error: the pattern took more than 1000 ms');
  });
});

describe('Java replacements', () => {
  it.each([
    ["'ab'.replace('(a)(b)', '$2$1')", 'ba'],
    ["'ab'.replace('(a)', '$10')", 'a0b'],
    ["'abcdefghij'.replace('(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)', '$10$11')", 'ja1'],
    ["'ab'.replace('(a)|(x)', '[$2]')", '[]b'],
    ["'ab'.replace('(?<first>a)', '${first}-')", 'a-b'],
    ["'äÄ'.replaceAll('(?iu)\\\\p{L}', 'x')", 'xx'],
  ])('%s returns %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  it.each([
    ["'ab'.replace('(a)', '$2')", 'No group 2'],
    ["'ab'.replace('(a)', '${none}')", 'No group with name {none}'],
    ["'ab'.replace('(?<first>a)', '${toString}')", 'No group with name {toString}'],
    ["'ab'.replace('a', '$')", 'Illegal group reference'],
  ])('%s fails', (expression, message) => {
    expect(run(`return ${expression};`).fault?.message).toContain(message);
  });
});
