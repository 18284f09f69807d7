import { describe, expect, it } from 'vitest';
import { passesArguments } from '../../src/realtime/filters';

/** What no schema lets a client ask, and arguments yet must not be kind to. */
describe('passesArguments', () => {
  it.each([
    ['another type', { score: '7' }, false],
    ['what every object has', { toString: null }, true],
    ['a field below the top level', { city: 'London' }, false],
  ])('%s', (_, args, passes) => {
    expect(passesArguments(args, { score: 7, home: { city: 'London' } })).toBe(passes);
  });
});
