import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { routesOf } from '../../functions/invocations';
import { API_NAMES, lambdas, type Lambda } from '../../functions/manifest';

const all = Object.entries<Lambda>(lambdas);

it.each(all)('%s has a file', (_, { handler }) => {
  const file = new URL(`../../${handler.replace(/\.handler$/, '.ts')}`, import.meta.url);
  expect(existsSync(file)).toBe(true);
});

it('has exactly one authorizer: the API accepts no other', () => {
  expect(all.filter(([, { invokedBy }]) => invokedBy === 'authorizer')).toHaveLength(1);
});

it('gives each HTTP API distinct first path segments: locally they share a port', () => {
  const segments = API_NAMES.map((api) => [
    ...new Set(routesOf(api).map(({ route }) => route.split('/')[1])),
  ]).flat();
  expect(segments).toEqual([...new Set(segments)]);
});
