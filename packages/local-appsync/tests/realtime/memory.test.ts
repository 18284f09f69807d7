import { expect, it, onTestFinished } from 'vitest';
import type { Api } from '../../src/api';
import { SUBSCRIPTIONS_MAX_LENGTH } from '../../src/realtime/hub';
import { connectInProcess } from '../behaviours/realtimeClients';
import { answers, givenApi } from '../givenApi';

const api = (): Api =>
  givenApi({
    schema: `
      schema { query: Query mutation: Mutation subscription: Subscription }
      type Query { post: Post }
      type Mutation { write: Post }
      type Subscription { onWrite(id: ID): Post @aws_subscribe(mutations: ["write"]) }
      type Post { id: ID }
    `,
    resolvers: { 'Mutation.write': { source: 'none', code: answers("{ id: '1' }") } },
  });

/** A client that starts subscriptions in sequence. */
async function givenClient(of: Api) {
  const client = await connectInProcess(of)({
    protocols: ['graphql-ws'],
    headers: { authorization: 'token' },
  });
  onTestFinished(() => client.close());
  const extensions = { authorization: { host: 'localhost', authorization: 'token' } };
  return {
    async start(id: string, query: string) {
      const data = JSON.stringify({ query });
      client.send(JSON.stringify({ id, type: 'start', payload: { data, extensions } }));
      return ((await client.next()) as { type: string }).type;
    },
    close: () => client.close(),
  };
}

/** A unique document of some 80 KB. */
const document = (name: string) => `subscription ${name} { onWrite { id } } #`.padEnd(80_000, '.');

it('80 KB subscriptions are refused beyond the limits per connection and in total', async () => {
  const of = api();
  const clients = await Promise.all(Array.from({ length: 8 }, () => givenClient(of)));
  const outcomes = [];
  for (const [i, client] of clients.entries()) {
    for (let k = 0; k < 20; k += 1)
      outcomes.push(await client.start(`s${k}`, document(`s${i}x${k}`)));
  }
  const started = outcomes.filter((type) => type === 'start_ack').length;
  expect(started).toBe(Math.floor(SUBSCRIPTIONS_MAX_LENGTH / 80_100));
  // Three for each connection, until the total limit is reached.
  expect(outcomes.slice(0, 20).filter((type) => type === 'start_ack')).toHaveLength(3);

  // A connection that closes makes room for others.
  await clients[0]!.close();
  expect(await clients[7]!.start('again', document('again'))).toBe('start_ack');
});

it('equal subscriptions of many connections take the memory of one', async () => {
  const of = api();
  for (let i = 0; i < 30; i += 1) {
    const client = await givenClient(of);
    expect(await client.start('a', document('shared'))).toBe('start_ack');
  }
});
