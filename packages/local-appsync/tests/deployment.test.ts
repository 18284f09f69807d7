import { expect, it } from 'vitest';
import type { ApiDefinition } from '../src/api';
import { answers, givenApi } from './givenApi';

const REFERENCE = 'https://docs.aws.amazon.com/appsync/latest/APIReference/';
const code = answers("'a'");
const fine = { 'Query.value': { code, source: 'none' } };
const functions = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `f${i}`, code, source: 'none' }));

const deploying = (definition: Partial<ApiDefinition>) => () =>
  givenApi({ schema: 'type Query { value: String }', resolvers: fine, ...definition });

const cached = (ttl: number, keys?: string[]): Partial<ApiDefinition> => ({
  caching: { behavior: 'PER_RESOLVER_CACHING', ttl: 60 },
  resolvers: {
    'Query.value': { code, source: 'none', caching: { ttl, ...(keys && { keys }) } },
  },
});

it.each<[string, string, Partial<ApiDefinition>, string]>([
  [
    'a resolver for no field',
    'API_CreateResolver.html',
    { resolvers: { 'Query.other': { code, source: 'none' } } },
    'Query.other: the schema does not have this field.',
  ],
  [
    'a source that is not there',
    'API_CreateResolver.html',
    { resolvers: { 'Query.value': { code, source: 'other' } } },
    'Query.value: the source "other" does not exist.',
  ],
  [
    'a source by the name of what every object has',
    'API_CreateResolver.html',
    { resolvers: { 'Query.value': { code, source: 'constructor' } } },
    'Query.value: the source "constructor" does not exist.',
  ],
  [
    'a pipeline of eleven functions',
    'API_PipelineConfig.html',
    { resolvers: { 'Query.value': { code, functions: functions(11) } } },
    'Query.value: a pipeline can have at most 10 functions.',
  ],
  [
    'a depth of 76',
    'API_GraphqlApi.html',
    { limits: { queryDepth: 76 } },
    'limits.queryDepth must be an integer from 1 to 75.',
  ],
  [
    'a depth of 0',
    'API_GraphqlApi.html',
    { limits: { queryDepth: 0 } },
    'limits.queryDepth must be an integer from 1 to 75.',
  ],
  [
    '10,001 resolvers',
    'API_GraphqlApi.html',
    { limits: { resolverCount: 10_001 } },
    'limits.resolverCount must be an integer from 1 to 10000.',
  ],
  [
    'a cache that keeps for no time',
    'API_CachingConfig.html',
    cached(0),
    'Query.value: ttl must be an integer from 1 to 3600.',
  ],
  [
    'a cache that keeps for more than an hour',
    'API_CachingConfig.html',
    { caching: { behavior: 'FULL_REQUEST_CACHING', ttl: 3601 } },
    'caching: ttl must be an integer from 1 to 3600.',
  ],
  [
    '26 keys of a cache',
    'API_CachingConfig.html',
    cached(
      1,
      Array.from({ length: 26 }, (_, i) => `context.arguments.a${i}`),
    ),
    'Query.value: keys can have at most 25 entries.',
  ],
  [
    'a key of something else',
    'API_CachingConfig.html',
    cached(1, ['context.stash.id']),
    'Query.value: the key "context.stash.id" must start with context.arguments, context.source or context.identity.',
  ],
  [
    '51 environment variables',
    'API_PutGraphqlApiEnvironmentVariables.html',
    { environment: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`NAME_${i}`, ''])) },
    'environment can have at most 50 variables.',
  ],
  [
    'an environment variable of one letter',
    'API_PutGraphqlApiEnvironmentVariables.html',
    { environment: { A: '' } },
    'The environment variable "A" must begin with a letter and have 2 to 64 letters, digits and underscores.',
  ],
  [
    'a value of 513 characters',
    'API_PutGraphqlApiEnvironmentVariables.html',
    { environment: { NAME: 'x'.repeat(513) } },
    'The environment variable "NAME" is longer than 512 characters.',
  ],
])(`does not deploy: %s (${REFERENCE}%s)`, (_what, _page, definition, message) => {
  expect(deploying(definition)).toThrow(message);
});

it('deploys a definition at its limits', () => {
  expect(
    deploying({
      ...cached(3600, ['$context.identity.sub', 'ctx.args.id', 'context.source']),
      limits: { queryDepth: 75, resolverCount: 10_000 },
      environment: { AB: 'x'.repeat(512) },
      introspection: 'DISABLED',
    }),
  ).not.toThrow();
});
