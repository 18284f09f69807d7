import { describe, expect, it } from 'vitest';
import { passesArguments } from '../../src/realtime/filters';

/** Arguments that no schema allows, and that must still be compared strictly. */
describe('passesArguments', () => {
  it.each([
    ['another type', { score: '7' }, false],
    ['what every object has', { toString: null }, true],
    ['a field below the top level', { city: 'London' }, false],
  ])('%s', (_, args, passes) => {
    expect(passesArguments(args, { score: 7, home: { city: 'London' } })).toBe(passes);
  });
});
