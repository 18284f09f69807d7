import { describe, expect, it } from 'vitest';
import type { Evaluation, Handler } from '../../../local/appsync/evaluator';
import { emptyContext, evaluate, run } from './handler';

const EXTENSIONS = 'https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html';

/** Runs calls in a handler of a field of a type. */
function called(calls: string, parentTypeName: string, handler: Handler = 'response'): Evaluation {
  const code = [
    "import { extensions, util } from '@aws-appsync/utils';",
    `export function request(ctx) { ${handler === 'request' ? calls : ''} return {}; }`,
    `export function response(ctx) { ${handler === 'response' ? calls : ''} return null; }`,
  ].join('\n');
  const info = { ...emptyContext.info, parentTypeName, fieldName: 'field' };
  return evaluate(code, handler, { info });
}

const filterOf = (...filters: string[]) =>
  `{ filterGroup: [{ filters: [${filters.join(', ')}] }] }`;
const oneFilter = filterOf(`{ fieldName: 'a', operator: 'eq', value: 1 }`);
const parsedFilter = {
  filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }],
};

describe(`extensions are recorded (${EXTENSIONS})`, () => {
  it('only when they are used', () => {
    expect(called('', 'Subscription')).not.toHaveProperty('extensions');
  });

  it('filters of a subscription, the last one wins', () => {
    const other = filterOf(`{ fieldName: 'b', operator: 'gt', value: 2 }`);
    const { extensions, raised } = called(
      `extensions.setSubscriptionFilter(${other});
       extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ a: { eq: 1 } }));
       extensions.setSubscriptionInvalidationFilter(${oneFilter});`,
      'Subscription',
    );
    expect(raised).toBeUndefined();
    expect(extensions).toEqual({
      subscriptionFilter: parsedFilter,
      invalidationFilter: parsedFilter,
      invalidations: [],
      evictions: [],
    });
  });

  it('invalidations of a mutation, each unique one once', () => {
    const { extensions } = called(
      `extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: 1 } });
       extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: 1 } });
       extensions.invalidateSubscriptions({ subscriptionField: 'onB', payload: {} });`,
      'Mutation',
    );
    expect(extensions).toEqual({
      invalidations: [
        { subscriptionField: 'onA', payload: { id: 1 } },
        { subscriptionField: 'onB', payload: {} },
      ],
      evictions: [],
    });
  });

  it.each(['request', 'response'] as const)('evictions of a mutation, in its %s', (handler) => {
    const { extensions } = called(
      `extensions.evictFromApiCache('Query', 'classes', { 'ctx.args.b': 1, 'ctx.args.a': 2 });`,
      'Mutation',
      handler,
    );
    expect(extensions).toEqual({
      invalidations: [],
      evictions: [
        {
          typeName: 'Query',
          fieldName: 'classes',
          keyValuePair: { 'ctx.args.b': 1, 'ctx.args.a': 2 },
        },
      ],
    });
    expect(Object.keys(extensions?.evictions[0]?.keyValuePair ?? {})).toEqual([
      'ctx.args.b',
      'ctx.args.a',
    ]);
  });

  it('and do not outlive the handler', () => {
    called(`extensions.setSubscriptionFilter(${oneFilter});`, 'Subscription');
    expect(run('return 1;')).not.toHaveProperty('extensions');
  });
});

const SUBSCRIPTION = 'in the response handler of a Subscription';
const MUTATION = 'in the response handler of a Mutation';

/** id, call, type, handler, message. */
const misplaced: readonly (readonly [string, string, string, Handler, string])[] = [
  [
    'filter-in-request',
    `setSubscriptionFilter(${oneFilter})`,
    'Subscription',
    'request',
    `extensions.setSubscriptionFilter can be called only ${SUBSCRIPTION}`,
  ],
  [
    'filter-in-mutation',
    `setSubscriptionFilter(${oneFilter})`,
    'Mutation',
    'response',
    `extensions.setSubscriptionFilter can be called only ${SUBSCRIPTION}`,
  ],
  [
    'invalidation-filter-in-query',
    `setSubscriptionInvalidationFilter(${oneFilter})`,
    'Query',
    'response',
    `extensions.setSubscriptionInvalidationFilter can be called only ${SUBSCRIPTION}`,
  ],
  [
    'invalidation-in-request',
    `invalidateSubscriptions({ subscriptionField: 'onA', payload: {} })`,
    'Mutation',
    'request',
    `extensions.invalidateSubscriptions can be called only ${MUTATION}`,
  ],
  [
    'invalidation-in-query',
    `invalidateSubscriptions({ subscriptionField: 'onA', payload: {} })`,
    'Query',
    'response',
    `extensions.invalidateSubscriptions can be called only ${MUTATION}`,
  ],
  [
    'eviction-in-query',
    `evictFromApiCache('Query', 'a', {})`,
    'Query',
    'response',
    'extensions.evictFromApiCache can be called only in a Mutation',
  ],
];

describe(`extensions where AppSync does not take them (${EXTENSIONS})`, () => {
  it.each(misplaced)('%s', (_id, call, type, handler, message) => {
    const { fault, extensions, raised } = called(`extensions.${call};`, type, handler);
    expect(fault?.message).toBe(`Error: ${message}`);
    expect(raised).toMatchObject({ errorType: 'Code' });
    expect(extensions).toBeUndefined();
  });
});

const field = (fieldName: string, operator: string, value: unknown) =>
  JSON.stringify({ fieldName, operator, value });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const accepted: readonly (readonly [string, string])[] = [
  ['boolean', filterOf(field('a', 'eq', true))],
  ['between', filterOf(field('a', 'between', [1, 2]))],
  ['in-5', filterOf(field('a', 'in', numbers(5)))],
  ['not-in-5', filterOf(field('a', 'notIn', numbers(5)))],
  ['contains-any-20', filterOf(field('a', 'containsAny', numbers(20)))],
  ['begins-with', filterOf(field('a', 'beginsWith', 'x'.repeat(256)))],
  ['nested-5', filterOf(field('a.b.c.d.e', 'eq', 1))],
  ['fields-5', filterOf(...[...'abcde'].map((name) => field(name, 'eq', 1)))],
  ['filters-10', filterOf(...numbers(10).map((value) => field('a', 'ne', value)))],
];

const rejected: readonly (readonly [string, string, string])[] = [
  ['no-object', 'null', 'the filter must be an object'],
  ['no-group', '{}', 'filterGroup must be a list'],
  ['empty-group', '{ filterGroup: [] }', 'filterGroup is empty'],
  ['empty-filters', '{ filterGroup: [{ filters: [] }] }', 'filters is empty'],
  ['operator', filterOf(field('a', 'lte', 1)), 'lte is no operator of subscription filters'],
  ['operator-case', filterOf(field('a', 'EQ', 1)), 'EQ is no operator of subscription filters'],
  ['null', filterOf(field('a', 'eq', null)), 'the value of a is not one that eq takes'],
  ['object', filterOf(field('a', 'eq', {})), 'the value of a is not one that eq takes'],
  ['compared-boolean', filterOf(field('a', 'lt', true)), 'the value of a is not one that lt takes'],
  [
    'between-3',
    filterOf(field('a', 'between', [1, 2, 3])),
    'the value of a is not one that between takes',
  ],
  ['in-6', filterOf(field('a', 'in', numbers(6))), 'the value of a is not one that in takes'],
  [
    'not-in-6',
    filterOf(field('a', 'notIn', numbers(6))),
    'the value of a is not one that notIn takes',
  ],
  ['in-none', filterOf(field('a', 'in', [])), 'the value of a is not one that in takes'],
  [
    'contains-any-21',
    filterOf(field('a', 'containsAny', numbers(21))),
    'the value of a is not one that containsAny takes',
  ],
  [
    'nested-6',
    filterOf(field('a.b.c.d.e.f', 'eq', 1)),
    'a.b.c.d.e.f is not the name of a field at most 5 levels deep',
  ],
  [
    'fields-6',
    filterOf(...[...'abcdef'].map((name) => field(name, 'eq', 1))),
    'the filter names more than 5 fields',
  ],
  [
    'filters-11',
    filterOf(...numbers(11).map((value) => field('a', 'ne', value))),
    'a group has more than 10 filters',
  ],
  [
    'in-counts-values',
    filterOf(...numbers(3).map(() => field('a', 'in', numbers(4)))),
    'a group has more than 10 filters',
  ],
  [
    'long-text',
    filterOf(field('a', 'eq', 'x'.repeat(257))),
    'a text is longer than 256 characters',
  ],
];

describe(`the filters of subscriptions (${EXTENSIONS})`, () => {
  it.each(accepted)('take %s', (_id, filter) => {
    expect(called(`extensions.setSubscriptionFilter(${filter});`, 'Subscription').raised).toBe(
      undefined,
    );
  });

  it.each(rejected)('refuse %s', (_id, filter, message) => {
    for (const name of ['setSubscriptionFilter', 'setSubscriptionInvalidationFilter']) {
      const { fault } = called(`extensions.${name}(${filter});`, 'Subscription');
      expect(fault?.message).toBe(`Error: ${message}`);
    }
  });

  it('allow five unique invalidations in a request', () => {
    const calls = (count: number) =>
      numbers(count)
        .map(
          (id) =>
            `extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: ${id} } });`,
        )
        .join('\n');
    expect(called(calls(5), 'Mutation').extensions?.invalidations).toHaveLength(5);
    expect(called(calls(6), 'Mutation').fault?.message).toBe(
      'Error: more than 5 calls of invalidateSubscriptions',
    );
  });
});
