import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/evaluator/invocation';
import { checkedFilter } from '../../src/evaluator/util/subscriptionFilter';

const ENHANCED =
  'https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html';

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

/** Filters that AppSync accepts: the limits, and one value beyond each of them. */
const limitCases: { id: string; source: string; filter: unknown; problem: string | null }[] = (
  [
    ['LIMIT-1: five fields', filtersOf(5, String), null],
    ['LIMIT-2: six fields', filtersOf(6, String), 'the filter names more than 5 fields'],
    ['LIMIT-3: ten filters', filtersOf(10, () => 'a'), null],
    ['LIMIT-4: eleven', filtersOf(11, () => 'a'), 'a group has more than 10 filters'],
    ['LIMIT-5: five values of in', single('a', 'in', numbers(5)), null],
    ['LIMIT-6: six', single('a', 'in', numbers(6)), 'the value of a is not valid for in'],
    ['LIMIT-7: twenty of containsAny', single('a', 'containsAny', numbers(20)), null],
    [
      'LIMIT-8: twenty-one',
      single('a', 'containsAny', numbers(21)),
      'the value of a is not valid for containsAny',
    ],
    ['LIMIT-9: 256 characters', single('a', 'eq', 'x'.repeat(256)), null],
    ['LIMIT-10: 257', single('a', 'eq', 'x'.repeat(257)), 'a string is longer than 256 characters'],
    ['LIMIT-11: five levels', single('a.b.c.d.e', 'eq', 1), null],
    [
      'LIMIT-12: six',
      single('a.b.c.d.e.f', 'eq', 1),
      'a.b.c.d.e.f is not the name of a field at most 5 levels deep',
    ],
    [
      'LIMIT-13: lte is not le',
      single('a', 'lte', 1),
      'lte is not an operator of subscription filters',
    ],
    [
      'LIMIT-14: operators are case-sensitive',
      single('a', 'EQ', 1),
      'EQ is not an operator of subscription filters',
    ],
    [
      'LIMIT-15: between two',
      single('a', 'between', [1]),
      'the value of a is not valid for between',
    ],
    ['LIMIT-16: in takes a list', single('a', 'in', 1), 'the value of a is not valid for in'],
    ['LIMIT-17: eq takes one value', single('a', 'eq', [1]), 'the value of a is not valid for eq'],
    ['LIMIT-18: no groups', { filterGroup: [] }, 'filterGroup is empty'],
    ['LIMIT-19: no filters', { filterGroup: [{}] }, 'filters must be a list'],
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
      'a group has more than 10 filters',
    ],
  ] as const
).map(([id, filter, problem]) => ({ id, source: ENHANCED, filter, problem }));

describe('checkedFilter', () => {
  it.each(limitCases)('$id', ({ filter, problem }) => {
    expect(problemOf(filter)).toBe(problem);
  });
});

/** The reason why a filter is refused; null when it is accepted unchanged. */
function problemOf(filter: unknown): string | null {
  try {
    expect(checkedFilter(filter)).toEqual(filter);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}
