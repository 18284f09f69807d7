import { expect, it, vi } from 'vitest';
import type * as authorizer from '../../../functions/authorizer';
import { signIn } from '../../../local/signIn';
import { limits } from '../../../resolvers/manifest';
import { send } from '../../support/client';
import { operation } from '../../support/operation';
import { givenStack } from '../../support/stack';

/** Records the calls of the authorizer. */
const authorize = vi.fn<typeof authorizer.handler>();
vi.mock('../../../functions/authorizer', async (original) => {
  const { handler } = await original<typeof authorizer>();
  return { handler: authorize.mockImplementation(handler) };
});

const { url, apiKey } = await givenStack();

/** A query of the schema with `depth` levels. */
const nested = (depth: number): string =>
  `{ __schema { types { ${'ofType { '.repeat(depth - 3)}name${' }'.repeat(depth - 3)} } } }`;

it('rejects a query that exceeds the depth limit of the deployed API', async () => {
  const ask = async (depth: number) => (await send(url, { apiKey }, nested(depth))).errors;
  expect(await ask(limits.queryDepth)).toBeUndefined();
  expect(await ask(limits.queryDepth + 1)).toMatchObject([
    { message: `maximum query depth exceeded ${limits.queryDepth + 1} > ${limits.queryDepth}` },
  ]);
});

it('rejects a query that exceeds the resolver limit of the deployed API', async () => {
  const aliases = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: exercise(id: "none-such") { id }`).join(' ')} }`;
  const ask = async (count: number) => (await send(url, { apiKey }, aliases(count))).errors;
  expect(await ask(limits.resolverCount)).toBeUndefined();
  expect(await ask(limits.resolverCount + 1)).not.toBeUndefined();
});

it('calls the authorizer only for tokens of the expected form', async () => {
  const { token } = await signIn(url, 'asha-rao');
  const viewer = async (credential: string) =>
    (await send(url, { token: credential }, operation(`{ viewer { username } }`))).status;
  expect([await viewer(token), await viewer(`Bearer ${token}`)]).toEqual([200, 200]);
  expect(authorize).toHaveBeenCalledTimes(2);
  const garbage = ['garbage', token.slice(1), token.slice(0, -1), `Basic ${token}`, `${token}.x`];
  for (const each of garbage) expect(await viewer(each), each).toBe(401);
  expect(authorize).toHaveBeenCalledTimes(2);
});
