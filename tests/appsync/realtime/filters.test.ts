import { describe, expect, it } from 'vitest';
import {
  filterProblem,
  passesArguments,
  passesFilter,
  type Filter,
} from '../../../local/appsync/realtime/filters';

const DATA = 'https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html';
const ENHANCED =
  'https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html';

const payload = {
  id: '1',
  score: 7,
  open: true,
  title: 'Deep sea',
  tags: ['a', 'b'],
  gone: null,
  author: { name: 'ada', home: { city: 'London' } },
};

/** Whether arguments let the payload above through. */
const argumentCases: {
  id: string;
  source: string;
  args: Record<string, unknown>;
  passes: boolean;
}[] = [
  { id: 'ARGUMENT-1: none', source: DATA, args: {}, passes: true },
  { id: 'ARGUMENT-2: equal', source: DATA, args: { id: '1' }, passes: true },
  { id: 'ARGUMENT-3: unequal', source: DATA, args: { id: '2' }, passes: false },
  { id: 'ARGUMENT-4: all of several', source: DATA, args: { id: '1', score: 7 }, passes: true },
  { id: 'ARGUMENT-5: one of several', source: DATA, args: { id: '1', score: 8 }, passes: false },
  { id: 'ARGUMENT-6: another type', source: DATA, args: { score: '7' }, passes: false },
  { id: 'ARGUMENT-7: null for null', source: DATA, args: { gone: null }, passes: true },
  { id: 'ARGUMENT-8: null for absent', source: DATA, args: { never: null }, passes: true },
  { id: 'ARGUMENT-9: null for a value', source: DATA, args: { id: null }, passes: false },
  { id: 'ARGUMENT-10: a value for absent', source: DATA, args: { never: 'x' }, passes: false },
  { id: 'ARGUMENT-11: only the top level', source: DATA, args: { name: 'ada' }, passes: false },
  { id: 'ARGUMENT-12: an equal list', source: DATA, args: { tags: ['a', 'b'] }, passes: true },
  { id: 'ARGUMENT-13: a shorter list', source: DATA, args: { tags: ['a'] }, passes: false },
  { id: 'ARGUMENT-14: not inherited', source: DATA, args: { toString: null }, passes: true },
];

describe('passesArguments', () => {
  it.each(argumentCases)('$id', ({ args, passes }) => {
    expect(passesArguments(args, payload)).toBe(passes);
  });
});

const one = (fieldName: string, operator: Filter['operator'], value: unknown): Filter[][] => [
  [{ fieldName, operator, value }],
];

/** Whether groups of filters let the payload above through. */
const filterCases: { id: string; source: string; groups: Filter[][]; passes: boolean }[] = (
  [
    ['FILTER-1: eq', one('id', 'eq', '1'), true],
    ['FILTER-2: eq of another type', one('score', 'eq', '7'), false],
    ['FILTER-3: eq of a boolean', one('open', 'eq', true), true],
    ['FILTER-4: ne', one('id', 'ne', '2'), true],
    ['FILTER-5: ne of the same', one('id', 'ne', '1'), false],
    ['FILTER-6: le at the bound', one('score', 'le', 7), true],
    ['FILTER-7: lt at the bound', one('score', 'lt', 7), false],
    ['FILTER-8: ge at the bound', one('score', 'ge', 7), true],
    ['FILTER-9: gt at the bound', one('score', 'gt', 7), false],
    ['FILTER-10: gt of texts', one('title', 'gt', 'Cave'), true],
    ['FILTER-11: no order between types', one('score', 'gt', '1'), false],
    ['FILTER-12: contains in a text', one('title', 'contains', 'sea'), true],
    ['FILTER-13: contains in a list', one('tags', 'contains', 'a'), true],
    ['FILTER-14: contains, case-sensitive', one('title', 'contains', 'SEA'), false],
    ['FILTER-15: notContains', one('tags', 'notContains', 'c'), true],
    ['FILTER-16: notContains of a member', one('tags', 'notContains', 'a'), false],
    ['FILTER-17: beginsWith', one('title', 'beginsWith', 'Deep'), true],
    ['FILTER-18: beginsWith of the end', one('title', 'beginsWith', 'sea'), false],
    ['FILTER-19: in', one('score', 'in', [6, 7]), true],
    ['FILTER-20: in without it', one('score', 'in', [6]), false],
    ['FILTER-21: notIn', one('score', 'notIn', [6]), true],
    ['FILTER-22: notIn with it', one('score', 'notIn', [6, 7]), false],
    ['FILTER-23: between, bounds included', one('score', 'between', [7, 9]), true],
    ['FILTER-24: between, outside', one('score', 'between', [8, 9]), false],
    ['FILTER-25: containsAny', one('tags', 'containsAny', ['x', 'b']), true],
    ['FILTER-26: containsAny of none', one('tags', 'containsAny', ['x']), false],
    ['FILTER-27: dots lead inside', one('author.home.city', 'eq', 'London'), true],
    ['FILTER-28: dots into nothing', one('author.work.city', 'eq', 'London'), false],
    ['FILTER-29: an absent field', one('never', 'gt', 1), false],
    [
      'FILTER-30: filters of a group all hold',
      [[...one('id', 'eq', '1')[0]!, ...one('score', 'gt', 9)[0]!]],
      false,
    ],
    ['FILTER-31: one group is enough', [...one('id', 'eq', '2'), ...one('score', 'gt', 6)], true],
  ] as const
).map(([id, groups, passes]) => ({
  id,
  source: ENHANCED,
  groups: groups as Filter[][],
  passes,
}));

describe('passesFilter', () => {
  it.each(filterCases)('$id', ({ groups, passes }) => {
    const filterGroup = groups.map((filters) => ({ filters }));
    expect(passesFilter({ filterGroup }, payload)).toBe(passes);
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
