import { describe, expect, it } from 'vitest';
import type { Api } from '../src/api';
import { connectInProcess } from './behaviours/realtimeClients';
import { answers, givenApi } from './givenApi';

/** As many as fit into a request. */
const MANY = 50_000;

const many = (): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`v${i}`, i]));

/** An object, and how often its keys were enumerated. */
function given(value: Record<string, unknown>): { value: typeof value; readonly walks: number } {
  let walks = 0;
  const ownKeys = (target: Record<string, unknown>) => {
    walks += 1;
    return Reflect.ownKeys(target);
  };
  return {
    value: new Proxy(value, { ownKeys }),
    get walks() {
      return walks;
    },
  };
}

const caller = { mode: 'API_KEY', identity: null, deniedFields: [] } as const;

const execute = async (api: Api, query: string, variables: Record<string, unknown>) =>
  (await api.execute({ query, variables }, { caller, headers: {} })).result;

const schema = `
  type Query { value: String seen: String send(in: Input): String }
  input Input { text: String inner: [Input] }
`;

function api(value: string, seen = 'null'): Api {
  return givenApi({
    schema,
    auth: { defaultMode: 'API_KEY' },
    resolvers: {
      'Query.value': { code: answers(value), source: 'none' },
      'Query.seen': { code: answers(seen), source: 'none' },
      'Query.send': { code: answers('ctx.args.in.text'), source: 'none' },
    },
  });
}

describe('50,000 variables that no operation declares', () => {
  it('are enumerated a few times, however many resolvers run', async () => {
    const variables = given(many());
    const fields = Array.from({ length: 100 }, (_, i) => `a${i}: value`);
    const { data, errors } = await execute(
      api("'well'"),
      `{ ${fields.join(' ')} }`,
      variables.value,
    );
    expect(errors).toBeUndefined();
    expect(Object.values(data!)).toEqual(fields.map(() => 'well'));
    expect(variables.walks).toBeLessThan(10);
  });

  it('are available to code that reads them', async () => {
    const { data } = await execute(
      api('`${ctx.info.variables.v49999}`', 'JSON.stringify(ctx.info).slice(0, 64)'),
      '{ value seen }',
      many(),
    );
    expect(data).toEqual({
      value: '49999',
      seen: '{"fieldName":"seen","parentTypeName":"Query","variables":{"v0":0',
    });
  });
});

it('code can change the variables that it sees, without an effect on other code', async () => {
  const change = "(() => { ctx.info.variables.a = 'b'; return ctx.info.variables.a; })()";
  const { data } = await execute(api(change, 'ctx.info.variables.a'), '{ value seen }', { a: 'a' });
  expect(data).toEqual({ value: 'b', seen: 'a' });
});

describe('50,000 fields that the type of a variable does not have', () => {
  const query = 'query ($in: Input) { send(in: $in) }';
  const refusal = {
    data: null,
    errors: [
      {
        path: null,
        locations: null,
        message:
          "The variables input contains a field that is not defined for input object type 'Input' ",
      },
    ],
  };

  it('are refused after one pass over them', async () => {
    const input = given(many());
    expect(await execute(api("''"), query, { in: input.value })).toEqual(refusal);
    expect(input.walks).toBe(1);
  });

  it.each([
    ['deep inside', { text: 'a', inner: [{ text: 'b' }, { inner: [{ no: 1 }] }] }],
    ['beside a value that does not fit', { text: { a: 1 }, inner: { no: 1 } }],
  ])('are refused like a single one %s', async (_, input) => {
    expect(await execute(api("''"), query, { in: input })).toEqual(refusal);
  });

  it('are also refused at the start of a subscription', async () => {
    const subscribing = givenApi({
      auth: { defaultMode: 'API_KEY', apiKeys: [{ key: 'da2-fixture' }] },
      schema: `
        schema { query: Query mutation: Mutation subscription: Subscription }
        type Query { a: String } type Mutation { set: String }
        type Subscription { onSet(in: Input): String @aws_subscribe(mutations: ["set"]) }
        input Input { text: String }
      `,
      resolvers: { 'Mutation.set': { code: answers("'a'"), source: 'none' } },
    });
    const client = await connectInProcess(subscribing)({
      protocols: ['graphql-ws'],
      headers: { 'x-api-key': 'da2-fixture' },
    });
    const data = JSON.stringify({
      query: 'subscription ($in: Input) { onSet(in: $in) }',
      variables: { in: many() },
    });
    const extensions = { authorization: { host: 'localhost', 'x-api-key': 'da2-fixture' } };
    client.send(JSON.stringify({ id: 'a', type: 'start', payload: { data, extensions } }));
    expect(await client.next()).toMatchObject({
      id: 'a',
      type: 'error',
      payload: { errors: [{ message: refusal.errors[0]!.message }] },
    });
    await client.close();
  });
});
