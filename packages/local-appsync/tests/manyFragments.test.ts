import { describe, expect, it, onTestFinished } from 'vitest';
import type { Api } from '../src/api';
import { connectInProcess } from './behaviours/realtimeClients';
import { answers, ask, givenApi } from './givenApi';

/**
 * Each fragment spreads the next one twice. With every spread expanded, the last occurs 2^99 times.
 */
const FRAGMENTS = 100;

const doubling = (type: string, last: string): string =>
  Array.from({ length: FRAGMENTS }, (_, i) => {
    const next = `...B${i + 1}`;
    return `fragment B${i} on ${type} { ${i + 1 < FRAGMENTS ? `${next} ${next}` : last} }`;
  }).join(' ');

const schema = `
  schema { query: Query mutation: Mutation subscription: Subscription }
  type Query { post: Post seen: Post failing: Post }
  type Mutation { write: Post }
  type Subscription { onWrite(id: ID): Post @aws_subscribe(mutations: ["write"]) }
  type Post { id: ID next: Post told: Post }
`;

const POST = "{ id: '1', next: { id: '2', next: { id: '3' } } }";

const code = (result: string) => ({ source: 'none', code: answers(result) });

const api = (): Api =>
  givenApi({
    schema,
    auth: { defaultMode: 'API_KEY', apiKeys: [{ key: 'da2-fixture' }] },
    resolvers: {
      'Query.post': code(POST),
      'Query.seen': code('({ id: JSON.stringify(ctx.info.selectionSetList) })'),
      'Query.failing': code(`util.error('m', 'T', ${POST})`),
      'Mutation.write': code(POST),
      'Post.told': code(POST),
    },
  });

const asPublic = { mode: 'API_KEY', identity: null, deniedFields: [] } as const;

const asked = (query: string) => ask(api(), query, asPublic);

async function givenClient(of: Api) {
  const client = await connectInProcess(of)({
    protocols: ['graphql-ws'],
    headers: { 'x-api-key': 'da2-fixture' },
  });
  onTestFinished(() => client.close());
  const extensions = { authorization: { host: 'localhost', 'x-api-key': 'da2-fixture' } };
  return {
    next: () => client.next(),
    start(query: string) {
      const data = JSON.stringify({ query });
      client.send(JSON.stringify({ id: 'a', type: 'start', payload: { data, extensions } }));
      return client.next();
    },
  };
}

describe('a hundred fragments that spread one another twice', () => {
  it.each([
    ['around a field', `{ ...B0 } ${doubling('Query', 'post { id }')}`],
    ['below a field', `{ post { ...B0 } } ${doubling('Post', 'id')}`],
    [
      'below a field that is written twice',
      `{ post { ...B0 } post { ...B0 } } ${doubling('Post', 'id')}`,
    ],
  ])('give the result of one fragment: %s', async (_, query) => {
    expect(await asked(query)).toEqual({ data: { post: { id: '1' } } });
  });

  it('and a field of each, below the same key, give the result of one fragment', async () => {
    const fragments = Array.from({ length: FRAGMENTS }, (_, i) => {
      const below = i + 1 < FRAGMENTS ? `...B${i + 1}` : 'id';
      return `fragment B${i} on Post { next { ${below} } next { ${below} } }`;
    });
    expect(await asked(`{ post { ...B0 } } ${fragments.join(' ')}`)).toEqual({
      data: { post: { next: { next: { next: null } } } },
    });
  });

  it('are listed for resolvers as one fragment', async () => {
    const { data } = await asked(`{ seen { ...B0 id } } ${doubling('Post', 'next { id } id')}`);
    expect(data).toMatchObject({ seen: { id: '["next","next/id","id"]' } });
  });

  it("filter an error's data like one fragment", async () => {
    const { errors } = await asked(`{ failing { ...B0 } } ${doubling('Post', 'next { id }')}`);
    expect(errors).toMatchObject([{ message: 'm', data: { next: { id: '2' } } }]);
  });

  it('subscribe, publish and receive like one fragment', async () => {
    const of = api();
    const client = await givenClient(of);
    expect(
      await client.start(
        `subscription { ...S } fragment S on Subscription { onWrite { ...B0 } } ${doubling('Post', 'id')}`,
      ),
    ).toEqual({ id: 'a', type: 'start_ack' });
    const query = `mutation { ...B0 } ${doubling('Mutation', 'write { ...P ...P }')} fragment P on Post { id }`;
    await of.execute({ query, variables: {} }, { caller: asPublic, headers: {} });
    expect(await client.next()).toMatchObject({ payload: { data: { onWrite: { id: '1' } } } });
  });

  it('around the field of a subscription count as one fragment', async () => {
    const client = await givenClient(api());
    expect(
      await client.start(`subscription { ...B0 } ${doubling('Subscription', 'onWrite { id }')}`),
    ).toEqual({ id: 'a', type: 'start_ack' });
  });
});

describe('fragments that expand to an enormous operation', () => {
  const wide = (levels: number, keys: number) =>
    Array.from({ length: levels }, (_, i) => {
      const below = i + 1 < levels ? `...W${i + 1}` : 'id';
      const fields = Array.from({ length: keys }, (_, key) => `k${key}: next { ${below} }`);
      return `fragment W${i} on Post { ${fields.join(' ')} }`;
    }).join(' ');
  const tooLong = {
    path: null,
    locations: null,
    message: 'The operation is longer than 1048576 characters when its fragments are expanded.',
  };

  it.each([
    ['two keys at each of a hundred levels', wide(100, 2)],
    ['six hundred keys at each of two levels', wide(2, 600)],
  ])('are refused: %s', async (_, fragments) => {
    expect(await asked(`{ post { ...W0 } } ${fragments}`)).toEqual({
      data: null,
      errors: [tooLong],
    });
    const client = await givenClient(api());
    expect(await client.start(`subscription { onWrite { ...W0 } } ${fragments}`)).toMatchObject({
      type: 'error',
      payload: { errors: [{ message: tooLong.message }] },
    });
  });

  it('are refused when the key of every path is long', async () => {
    const fields = Array.from({ length: 2_000 }, (_, i) => `k${i}: id`);
    const { errors } = await asked(
      `{ post { ${'a'.repeat(1_000)}: next { ${fields.join(' ')} } } }`,
    );
    expect(errors).toEqual([tooLong]);
  });

  it('are accepted when the expanded operation is short enough', async () => {
    const { data, errors } = await asked(`{ post { ...W0 } } ${wide(2, 100)}`);
    expect(errors).toBeUndefined();
    expect(Object.keys(data!['post'] as object)).toHaveLength(100);
  });

  it('are refused in introspection', async () => {
    const keys = (field: string, below: string) =>
      Array.from({ length: 50 }, (_, i) => `k${i}: ${field} { ${below} }`).join(' ');
    const query = `{ __schema { types { ${keys('fields', '...F')} } } } fragment F on __Field { ${keys('type', 'name')} }`;
    expect(await asked(query)).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: null,
          message: 'The operation selects more than 1000 introspection fields.',
        },
      ],
    });
  });
});

it('stops collecting a response once it is too large', async () => {
  let read = 0;
  const row = {
    get id() {
      read += 1;
      return 'i';
    },
  };
  const keys = Array.from({ length: 1_500 }, (_, i) => `k${i}: id`).join(' ');
  const many = givenApi({
    schema: 'type Query { rows: [Row] } type Row { id: ID }',
    auth: { defaultMode: 'API_KEY', apiKeys: [{ key: 'da2-fixture' }] },
    resolvers: { 'Query.rows': { source: 'rows' } },
    sources: {
      rows: {
        invoke: () => Promise.reject(new Error('There is code for nothing.')),
        direct: () => Promise.resolve({ result: Array.from({ length: 1_000 }, () => row) }),
      },
    },
  });
  const { status, body } = await many.handle({
    method: 'POST',
    headers: { 'x-api-key': 'da2-fixture' },
    body: JSON.stringify({ query: `{ rows { ${keys} } }` }),
  });
  expect([status, JSON.parse(String(body))]).toEqual([
    200,
    {
      data: null,
      errors: [{ path: null, locations: null, message: 'Response is larger than 5242880 bytes.' }],
    },
  ]);
  // 5 MB hold half a million values, of a million and a half.
  expect(read).toBeLessThan(600_000);
});

describe('chained fragments', () => {
  const row = (count: number, around: number) =>
    Array.from({ length: count }, (_, i) => {
      const next = i + 1 < count ? `...R${i + 1}` : 'post { id }';
      return `fragment R${i} on Query { ${'... { '.repeat(around)} ${next} ${'} '.repeat(around)} }`;
    }).join(' ');

  it('are accepted', async () => {
    expect(await asked(`{ ...R0 } ${row(100, 3)}`)).toEqual({ data: { post: { id: '1' } } });
  });

  it.each([
    [1_500, 0],
    [48, 100],
    [30, 150],
  ])('are refused when there are too many: %i, with %i more inside each', async (count, around) => {
    expect(await asked(`{ ...R0 } ${row(count, around)}`)).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: null,
          message: 'The operation has more than 500 levels when its fragments are expanded.',
        },
      ],
    });
  });
});
