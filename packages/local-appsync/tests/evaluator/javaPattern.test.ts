import { describe, expect, it } from 'vitest';
import { run } from './handler';

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
