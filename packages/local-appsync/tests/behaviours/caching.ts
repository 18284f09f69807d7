import { expect } from 'vitest';
import type { CachingConfig, ResolverCaching } from '../../src/execution/caching';
import type { DataSource } from '../../src/sources/dataSource';
import { noneSource } from '../../src/sources/none';
import {
  documented,
  GUIDE,
  unconfirmed,
  type Area,
  type Behaviour,
  type Exchange,
  type Given,
} from './behaviour';
import { givenDefinition, operation } from './given';

const PAGE = `${GUIDE}enabling-caching.html`;

const PASS = `
  export function request(ctx) { return { payload: ctx.args }; }
  export function response(ctx) { return ctx.result; }
`;

/** `count` returns how often its source was called, which shows what came from the cache. */
function counting(
  caching: CachingConfig | undefined,
  options: { count?: ResolverCaching; evict?: string } = {},
): Given {
  const { count, evict = "{ 'context.arguments.id': ctx.args.id }" } = options;
  return () => {
    let calls = 0;
    const counter: DataSource = { invoke: () => Promise.resolve({ result: (calls += 1) }) };
    return givenDefinition({
      schema: `
        type Query { count(id: ID, other: Int): Int, parents: [Parent] fail: Int }
        type Parent { id: ID count: Int }
        type Mutation { evict(id: ID): Boolean bump: Int }
      `,
      resolvers: {
        'Query.count': { code: PASS, source: 'counter', ...(count && { caching: count }) },
        'Query.parents': {
          code: PASS.replace('ctx.result', "[{ id: 'a' }, { id: 'b' }]"),
          source: 'none',
        },
        'Parent.count': { code: PASS, source: 'counter', ...(count && { caching: count }) },
        'Query.fail': {
          code: `
            import { util } from '@aws-appsync/utils';
            export function request(ctx) { return {}; }
            export function response(ctx) {
              util.appendError('failed');
              return ctx.result;
            }
          `,
          source: 'counter',
          ...(count && { caching: count }),
        },
        'Mutation.bump': { code: PASS, source: 'counter' },
        'Mutation.evict': {
          code: `
            import { extensions } from '@aws-appsync/utils';
            export function request(ctx) { return {}; }
            export function response(ctx) {
              extensions.evictFromApiCache('Query', 'count', ${evict});
              return true;
            }
          `,
          source: 'none',
        },
      },
      sources: { none: noneSource, counter },
      ...(caching && { caching }),
    })();
  };
}

const perResolver: CachingConfig = { behavior: 'PER_RESOLVER_CACHING', ttl: 60 };
const byId: ResolverCaching = { ttl: 60, keys: ['context.arguments.id'] };

const NOON = Date.UTC(2026, 10, 23, 12);

/** Queries in sequence, each with the value of `count` in its response. */
const counts = (...asked: (readonly [query: string, count: number, at?: number])[]): Exchange[] =>
  asked.map(([query, count, at = NOON]) => ({
    at,
    body: operation(query),
    answer: { body: { data: { count } } },
  }));

const evicts = (query: string, deleted: number): Exchange => ({
  at: NOON,
  body: operation(query),
  answer: {
    body: {
      data: { evict: true },
      ...(deleted > 0 && { extensions: { apiCacheEntriesDeleted: deleted } }),
    },
  },
});

const behaviours: Behaviour[] = [
  {
    id: 'CACHE-off',
    says: 'caches nothing when the API has no cache, regardless of its resolvers',
    source: documented(PAGE),
    given: counting(undefined, { count: byId }),
    exchanges: counts(['{ count(id: 1) }', 1], ['{ count(id: 1) }', 2]),
  },
  {
    id: 'CACHE-resolver-key',
    says: "caches a resolver's result by its keys",
    source: documented(PAGE),
    given: counting(perResolver, { count: byId }),
    exchanges: counts(
      ['{ count(id: 1, other: 1) }', 1],
      ['{ count(id: 1, other: 2) }', 1],
      ['{ count(id: 2, other: 1) }', 2],
      ['{ count }', 3],
    ),
  },
  {
    id: 'CACHE-resolver-every-argument',
    says: "caches a resolver's result by all arguments when there are no keys",
    source: documented(PAGE),
    given: counting(perResolver, { count: { ttl: 60 } }),
    exchanges: counts(
      ['{ count(id: 1, other: 1) }', 1],
      ['{ count(id: 1, other: 2) }', 2],
      ['{ count(id: 1, other: 1) }', 1],
    ),
  },
  {
    id: 'CACHE-resolver-source',
    says: 'caches results separately for each parent when there are no keys',
    source: documented(PAGE),
    given: counting(perResolver, { count: { ttl: 60 } }),
    exchanges: [1, 2].map(() => ({
      body: operation('{ parents { count } }'),
      answer: { body: { data: { parents: [{ count: 1 }, { count: 2 }] } } },
    })),
  },
  {
    id: 'CACHE-resolver-key-of-source',
    says: 'reads keys from the parent',
    source: documented(
      'https://docs.aws.amazon.com/appsync/latest/APIReference/API_CachingConfig.html',
    ),
    given: counting(perResolver, { count: { ttl: 60, keys: ['context.source.id'] } }),
    exchanges: [1, 2].map(() => ({
      body: operation('{ parents { count } }'),
      answer: { body: { data: { parents: [{ count: 1 }, { count: 2 }] } } },
    })),
  },
  {
    id: 'CACHE-resolver-identity',
    says: 'caches results separately for each caller when there are no keys',
    source: documented(PAGE),
    given: async () => ({
      ...(await counting(perResolver, { count: { ttl: 60 } })()),
      auth: {
        defaultMode: 'AWS_LAMBDA',
        authorizer: {
          handler: ({ authorizationToken: name }) =>
            Promise.resolve({ isAuthorized: true, resolverContext: { name } }),
        },
      },
    }),
    exchanges: ['ada', 'bob', 'ada'].map((authorization, index) => ({
      headers: { authorization },
      body: operation('{ count }'),
      answer: { body: { data: { count: [1, 2, 1][index] } } },
    })),
  },
  {
    id: 'CACHE-resolver-others',
    says: 'caches nothing for resolvers that do not enable it',
    source: documented(PAGE),
    given: counting(perResolver),
    exchanges: counts(['{ count }', 1], ['{ count }', 2]),
  },
  {
    id: 'CACHE-ttl',
    says: 'expires a cached result after its TTL',
    source: documented(PAGE),
    given: counting(perResolver, { count: byId }),
    exchanges: counts(
      ['{ count }', 1],
      ['{ count }', 1, NOON + 59_999],
      ['{ count }', 2, NOON + 60_000],
    ),
  },
  {
    id: 'CACHE-errors',
    says: 'does not cache a result with an error',
    source: unconfirmed('caching an error would repeat it until it expires'),
    given: counting(perResolver, { count: { ttl: 60 } }),
    exchanges: [1, 2].map((fail) => ({
      body: operation('{ fail }'),
      answer: { body: expect.objectContaining({ data: { fail } }) as unknown },
    })),
  },
  {
    id: 'CACHE-full',
    says: 'caches the result of every query resolver by arguments and identity',
    source: documented(PAGE),
    given: counting({ behavior: 'FULL_REQUEST_CACHING', ttl: 30 }),
    exchanges: counts(
      ['{ count(id: 1) }', 1],
      ['{ count(id: 1) }', 1],
      ['{ count(id: 2) }', 2],
      ['{ count(id: 1) }', 3, NOON + 30_000],
    ),
  },
  {
    id: 'CACHE-full-mutations',
    says: 'runs a mutation every time',
    source: unconfirmed('a cached mutation would have no effect'),
    given: counting({ behavior: 'FULL_REQUEST_CACHING', ttl: 30 }),
    exchanges: [1, 2].map((bump) => ({
      body: operation('mutation { bump }'),
      answer: { body: { data: { bump } } },
    })),
  },
  {
    id: 'CACHE-operation',
    says: 'caches the whole response to a query',
    source: documented('https://docs.aws.amazon.com/appsync/latest/APIReference/API_ApiCache.html'),
    given: counting({ behavior: 'OPERATION_LEVEL_CACHING', ttl: 30 }),
    exchanges: counts(
      ['{ count(id: 1) }', 1],
      ['{ count(id: 1) }', 1],
      ['{ count(id: 2) }', 2],
      ['{ count(id: 1) }', 3, NOON + 30_000],
    ),
  },
  {
    id: 'CACHE-operation-successful',
    says: 'caches whole responses only when they have no errors',
    source: documented('https://docs.aws.amazon.com/appsync/latest/APIReference/API_ApiCache.html'),
    given: counting({ behavior: 'OPERATION_LEVEL_CACHING', ttl: 30 }),
    exchanges: [1, 2].map((fail) => ({
      body: operation('{ fail }'),
      answer: { body: expect.objectContaining({ data: { fail } }) as unknown },
    })),
  },
  {
    id: 'CACHE-evict',
    says: 'removes the results that a mutation evicts, and returns their number',
    source: documented(`${GUIDE}extensions.html`),
    given: counting(perResolver, { count: byId }),
    exchanges: [
      ...counts(['{ count(id: 1) }', 1], ['{ count(id: 2) }', 2]),
      evicts('mutation { evict(id: 1) }', 1),
      ...counts(['{ count(id: 1) }', 3], ['{ count(id: 2) }', 2]),
    ],
  },
  {
    id: 'CACHE-evict-nothing',
    says: 'returns no number for an eviction that removes nothing',
    source: documented(`${GUIDE}extensions.html`),
    given: counting(perResolver, { count: byId }),
    exchanges: [
      ...counts(['{ count(id: 1) }', 1]),
      evicts('mutation { evict(id: 2) }', 0),
      ...counts(['{ count(id: 1) }', 1]),
    ],
  },
  {
    id: 'CACHE-evict-short-keys',
    says: 'interprets `ctx.args` as `context.arguments` in an eviction',
    source: documented(`${GUIDE}extensions-js.html`),
    given: counting(perResolver, { count: byId, evict: "{ 'ctx.args.id': ctx.args.id }" }),
    exchanges: [
      ...counts(['{ count(id: 1) }', 1]),
      evicts('mutation { evict(id: 1) }', 1),
      ...counts(['{ count(id: 1) }', 2]),
    ],
  },
  {
    id: 'CACHE-evict-other-keys',
    says: 'removes nothing when the keys differ from those of the resolver',
    source: documented(`${GUIDE}extensions.html`),
    given: counting(perResolver, {
      count: { ttl: 60, keys: ['context.arguments.id', 'context.arguments.other'] },
    }),
    exchanges: [
      ...counts(['{ count(id: 1, other: 1) }', 1]),
      evicts('mutation { evict(id: 1) }', 0),
      ...counts(['{ count(id: 1, other: 1) }', 1]),
    ],
  },
];

export const caching: Area = { title: 'Caching', behaviours };
