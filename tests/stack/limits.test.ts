import { expect, it } from 'vitest';
import { limits } from '../../resolvers/manifest';
import { send } from '../support/client';
import { givenStack } from '../support/stack';

const { url, apiKey } = await givenStack({ streams: false });

/** A query for the schema with so many levels. */
const nested = (depth: number): string =>
  `{ __schema { types { ${'ofType { '.repeat(depth - 3)}name${' }'.repeat(depth - 3)} } } }`;

it('refuses a query that is deeper than the deployed API takes', async () => {
  const ask = async (depth: number) => (await send(url, { apiKey }, nested(depth))).errors;
  expect(await ask(limits.queryDepth)).toBeUndefined();
  expect(await ask(limits.queryDepth + 1)).toMatchObject([
    { message: `maximum query depth exceeded ${limits.queryDepth + 1} > ${limits.queryDepth}` },
  ]);
});

it('refuses a query that asks for more than the deployed API takes', async () => {
  const aliases = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: exercise(id: "none-such") { id }`).join(' ')} }`;
  const ask = async (count: number) => (await send(url, { apiKey }, aliases(count))).errors;
  expect(await ask(limits.resolverCount)).toBeUndefined();
  expect(await ask(limits.resolverCount + 1)).not.toBeUndefined();
});
