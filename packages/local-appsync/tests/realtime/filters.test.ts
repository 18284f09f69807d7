import { describe, expect, it } from 'vitest';
import { filterProblem, passesArguments } from '../../src/realtime/filters';

const ENHANCED =
  'https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html';

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

const filtersOf = (count: number, name: (index: number) => string): unknown => ({
  filterGroup: [
    {
      filters: Array.from({ length: count }, (_, index) => ({
        fieldName: name(index),
        operator: 'eq',
        value: index,
      })),
    },
  ],
});
const single = (fieldName: string, operator: string, value: unknown): unknown => ({
  filterGroup: [{ filters: [{ fieldName, operator, value }] }],
});
const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** What AppSync takes as an enhanced filter: the limits, and one beyond them. */
const limitCases: { id: string; source: string; filter: unknown; problem: string | null }[] = (
  [
    ['LIMIT-1: five fields', filtersOf(5, String), null],
    ['LIMIT-2: six fields', filtersOf(6, String), 'A filter has more than 5 fields.'],
    ['LIMIT-3: ten filters', filtersOf(10, () => 'a'), null],
    ['LIMIT-4: eleven', filtersOf(11, () => 'a'), 'A group has more than 10 filters.'],
    ['LIMIT-5: five values of in', single('a', 'in', numbers(5)), null],
    ['LIMIT-6: six', single('a', 'in', numbers(6)), 'a: in takes at most 5 values.'],
    ['LIMIT-7: twenty of containsAny', single('a', 'containsAny', numbers(20)), null],
    [
      'LIMIT-8: twenty-one',
      single('a', 'containsAny', numbers(21)),
      'a: containsAny takes at most 20 values.',
    ],
    ['LIMIT-9: 256 characters', single('a', 'eq', 'x'.repeat(256)), null],
    [
      'LIMIT-10: 257',
      single('a', 'eq', 'x'.repeat(257)),
      'a: a value has more than 256 characters.',
    ],
    ['LIMIT-11: five levels', single('a.b.c.d.e', 'eq', 1), null],
    ['LIMIT-12: six', single('a.b.c.d.e.f', 'eq', 1), 'a.b.c.d.e.f: more than 5 levels.'],
    ['LIMIT-13: lte is not le', single('a', 'lte', 1), 'a: there is no operator "lte".'],
    [
      'LIMIT-14: operators are case-sensitive',
      single('a', 'EQ', 1),
      'a: there is no operator "EQ".',
    ],
    ['LIMIT-15: between two', single('a', 'between', [1]), 'a: between takes two values.'],
    ['LIMIT-16: in takes a list', single('a', 'in', 1), 'a: in takes a list.'],
    ['LIMIT-17: eq takes one value', single('a', 'eq', [1]), 'a: eq takes one value.'],
    ['LIMIT-18: no groups', { filterGroup: [] }, 'filterGroup is empty.'],
    ['LIMIT-19: no filters', { filterGroup: [{}] }, 'A group has no filters.'],
    [
      'LIMIT-20: an in counts once for each value',
      {
        filterGroup: [
          {
            filters: ['a', 'b', 'c'].map((fieldName) => ({
              fieldName,
              operator: 'in',
              value: [1, 2, 3, 4],
            })),
          },
        ],
      },
      'A group has more than 10 filters.',
    ],
  ] as const
).map(([id, filter, problem]) => ({ id, source: ENHANCED, filter, problem }));

describe('filterProblem', () => {
  it.each(limitCases)('$id', ({ filter, problem }) => {
    expect(filterProblem(filter)).toBe(problem);
  });
});
