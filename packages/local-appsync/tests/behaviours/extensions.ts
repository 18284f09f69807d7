import {
  documented,
  GUIDE,
  unconfirmed,
  type Area,
  type Behaviour,
  type Transcript,
} from './behaviour';
import { mistake, MISTAKE_ENTRY } from './evaluations';
import { givenDefinition, operation } from './given';
import { error, inProtocol, receives, startAck, starts, TOKEN } from './givenPosts';

const EXTENSIONS = documented(`${GUIDE}extensions-js.html`);
const NO_TYPE = unconfirmed('the types refuse it, so code that passes it is incorrect');

const field = (fieldName: string, operator: string, value: unknown) =>
  JSON.stringify({ fieldName, operator, value });
const filterOf = (...filters: string[]) =>
  `{ filterGroup: [{ filters: [${filters.join(', ')}] }] }`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const names = (letters: string) => [...letters].map((name) => field(name, 'eq', 1));
const oneFilter = filterOf(field('a', 'eq', 1));

/** id, description, filter. */
const taken = [
  ['boolean', 'eq with a boolean', filterOf(field('a', 'eq', true))],
  ['text', 'a string of 256 characters', filterOf(field('a', 'beginsWith', 'x'.repeat(256)))],
  ['between', 'between with two numbers', filterOf(field('a', 'between', [1, 2]))],
  ['in-5', 'in with five values', filterOf(field('a', 'in', numbers(5)))],
  ['not-in-5', 'notIn with five values', filterOf(field('a', 'notIn', numbers(5)))],
  [
    'contains-any-20',
    'containsAny with twenty values',
    filterOf(field('a', 'containsAny', numbers(20))),
  ],
  ['nested-5', 'a field five levels deep', filterOf(field('a.b.c.d.e', 'eq', 1))],
  ['fields-5', 'five fields', filterOf(...names('abcde'))],
  [
    'filters-10',
    'ten filters in a group',
    filterOf(...numbers(10).map((value) => field('a', 'ne', value))),
  ],
  [
    'groups-2',
    'two groups',
    `{ filterGroup: [{ filters: [${field('a', 'eq', 1)}] }, { filters: [${field('a', 'eq', 2)}] }] }`,
  ],
  [
    'transformed',
    'the result of util.transform',
    'util.transform.toSubscriptionFilter({ a: { eq: 1 } })',
  ],
] as const;

const untaken = [
  ['no-object', 'null instead of a filter', 'null', NO_TYPE],
  ['no-group', 'an object without groups', '{}', EXTENSIONS],
  ['empty-group', 'an empty list of groups', '{ filterGroup: [] }', EXTENSIONS],
  [
    'empty-filters',
    'a group with an empty list of filters',
    '{ filterGroup: [{ filters: [] }] }',
    EXTENSIONS,
  ],
  ['operator', 'the unknown operator lte', filterOf(field('a', 'lte', 1)), EXTENSIONS],
  ['operator-case', 'the operator EQ in uppercase', filterOf(field('a', 'EQ', 1)), EXTENSIONS],
  ['null', 'eq with null', filterOf(field('a', 'eq', null)), EXTENSIONS],
  ['object', 'eq with an object', filterOf(field('a', 'eq', {})), EXTENSIONS],
  ['compared-boolean', 'lt with a boolean', filterOf(field('a', 'lt', true)), EXTENSIONS],
  [
    'between-3',
    'between with three values',
    filterOf(field('a', 'between', [1, 2, 3])),
    EXTENSIONS,
  ],
  ['in-6', 'in with six values', filterOf(field('a', 'in', numbers(6))), EXTENSIONS],
  ['not-in-6', 'notIn with six values', filterOf(field('a', 'notIn', numbers(6))), EXTENSIONS],
  ['in-none', 'in with no values', filterOf(field('a', 'in', [])), NO_TYPE],
  [
    'contains-any-21',
    'containsAny with 21 values',
    filterOf(field('a', 'containsAny', numbers(21))),
    EXTENSIONS,
  ],
  ['nested-6', 'a field six levels deep', filterOf(field('a.b.c.d.e.f', 'eq', 1)), EXTENSIONS],
  ['fields-6', 'six fields', filterOf(...names('abcdef')), EXTENSIONS],
  [
    'filters-11',
    'eleven filters in a group',
    filterOf(...numbers(11).map((value) => field('a', 'ne', value))),
    EXTENSIONS,
  ],
  [
    'in-counts-values',
    'values of in that count as more than ten filters',
    filterOf(...numbers(3).map(() => field('a', 'in', numbers(4)))),
    EXTENSIONS,
  ],
  [
    'long-text',
    'a string of 257 characters',
    filterOf(field('a', 'eq', 'x'.repeat(257))),
    EXTENSIONS,
  ],
] as const;

const filters = [
  ...taken.map(([id, what, filter]) => ({ id, what, filter, source: EXTENSIONS, fits: true })),
  ...untaken.map(([id, what, filter, source]) => ({ id, what, filter, source, fits: false })),
];
const setters = [
  ['EXTENSION-filter', 'setSubscriptionFilter'],
  ['EXTENSION-invalidation-filter', 'setSubscriptionInvalidationFilter'],
] as const;

const subscriptions = setters.flatMap(([area, setter]) =>
  filters.map(({ id, what, filter, source, fits }) => ({
    id: `${area}-${id}`,
    name: `${area}_${id}`.replaceAll('-', '_'),
    says: `${fits ? 'starts' : 'does not start'} a subscription with ${what} in ${setter}`,
    source,
    fits,
    response: `extensions.${setter}(${filter}); return null;`,
  })),
);

const invalidationsOf = (count: number) =>
  numbers(count)
    .map(
      (id) =>
        `extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { id: ${id} } });`,
    )
    .join('\n');

/** id, type, behaviour, bodies of the handlers, whether they pass. */
const calls = [
  [
    'invalidations-same',
    'Mutation',
    'counts identical invalidations once',
    { response: `${invalidationsOf(5)}\n${invalidationsOf(1)}` },
    true,
  ],
  [
    'invalidation-in-request',
    'Mutation',
    'fails at an invalidation in a request handler',
    { request: invalidationsOf(1) },
    false,
  ],
  [
    'invalidation-in-query',
    'Query',
    'fails at an invalidation in a query',
    { response: invalidationsOf(1) },
    false,
  ],
  [
    'filter-in-mutation',
    'Mutation',
    'fails at setSubscriptionFilter in a mutation',
    { response: `extensions.setSubscriptionFilter(${oneFilter});` },
    false,
  ],
  [
    'filter-in-query',
    'Query',
    'fails at setSubscriptionFilter in a query',
    { response: `extensions.setSubscriptionFilter(${oneFilter});` },
    false,
  ],
  [
    'invalidation-filter-in-query',
    'Query',
    'fails at setSubscriptionInvalidationFilter in a query',
    { response: `extensions.setSubscriptionInvalidationFilter(${oneFilter});` },
    false,
  ],
  [
    'eviction-in-query',
    'Query',
    'fails at evictFromApiCache in a query',
    { response: `extensions.evictFromApiCache('Query', 'a', {});` },
    false,
  ],
  [
    'eviction-in-request',
    'Mutation',
    'accepts evictFromApiCache in a request handler of a mutation',
    { request: `extensions.evictFromApiCache('Query', 'a', {});` },
    true,
  ],
] as const;

const code = ({ request = '', response = '' }: { request?: string; response?: string }) => ({
  source: 'none',
  code: `
    import { extensions, util } from '@aws-appsync/utils';
    export function request(ctx) { ${request} return { payload: null }; }
    export function response(ctx) { ${response} return null; }
  `,
});

const nameOf = (id: string) => `EXTENSION_${id.replaceAll('-', '_')}`;
const REQUEST_FILTER = 'EXTENSION_invalidation_filter_in_request';
const fieldsOf = (type: 'Query' | 'Mutation') =>
  calls.flatMap(([id, its]) => (its === type ? [`${nameOf(id)}: String`] : [])).join('\n');

const given = givenDefinition({
  schema: `
    type Query { ${fieldsOf('Query')} }
    type Mutation { m: String ${fieldsOf('Mutation')} }
    type Subscription {
      onA: String @aws_subscribe(mutations: ["m"])
      ${REQUEST_FILTER}: String @aws_subscribe(mutations: ["m"])
      ${subscriptions.map(({ name }) => `${name}: String @aws_subscribe(mutations: ["m"])`).join('\n')}
    }
  `,
  resolvers: Object.fromEntries([
    ...calls.map(([id, type, , bodies]) => [`${type}.${nameOf(id)}`, code(bodies)]),
    ...subscriptions.map(({ name, response }) => [`Subscription.${name}`, code({ response })]),
    [
      `Subscription.${REQUEST_FILTER}`,
      code({ request: `extensions.setSubscriptionInvalidationFilter(${oneFilter});` }),
    ],
  ]),
});

const failed = error('a', MISTAKE_ENTRY);

const started = (
  name: string,
  fits: boolean,
): Pick<Transcript, 'given' | 'connects' | 'steps'> => ({
  given,
  connects: inProtocol(TOKEN),
  steps: [starts('a', `subscription { ${name} }`), receives(fits ? startAck('a') : failed)],
});

const called = calls.map(([id, type, says, , fits]): Behaviour => ({
  id: `EXTENSION-${id}`,
  says,
  source: EXTENSIONS,
  given,
  exchanges: [
    {
      body: operation(`${type.toLowerCase()} { ${nameOf(id)} }`),
      answer: {
        body: fits
          ? { data: { [nameOf(id)]: null } }
          : mistake(nameOf(id), `${type.toLowerCase()} { `.length + 1),
      },
    },
  ],
}));

export const extensions: Area = {
  title: 'extensions',
  behaviours: [
    ...subscriptions.map(({ id, says, source, name, fits }) => ({
      id,
      says,
      source,
      ...started(name, fits),
    })),
    {
      id: 'EXTENSION-invalidation-filter-in-request',
      says: 'does not start a subscription when its request handler sets an invalidation filter',
      source: EXTENSIONS,
      ...started(REQUEST_FILTER, false),
    },
    ...called,
  ],
};
