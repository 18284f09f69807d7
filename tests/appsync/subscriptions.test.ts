import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { answers, ask, givenApi } from './givenApi';

const fromArguments = {
  source: 'none',
  code: `
    export const request = (ctx) => ({ payload: ctx.args });
    export const response = (ctx) => ctx.result;
  `,
};
const started = (body: string) => ({
  source: 'none',
  code: `
    import { util, extensions } from '@aws-appsync/utils';
    export const request = () => ({ payload: null });
    export function response(ctx) { ${body} return null; }
  `,
});

const api = givenApi({
  schema: `
    type Query { a: Int }
    type Mutation {
      addPost(author: String, title: String, rating: Int): Post
      endTopic(author: String): Post
    }
    type Subscription {
      onPost(author: String): Post @aws_subscribe(mutations: ["addPost"]) @aws_api_key @aws_lambda
      onGoodPost: Post @aws_subscribe(mutations: ["addPost"])
      onRefused: Post @aws_subscribe(mutations: ["addPost"])
    }
    type Post @aws_api_key @aws_lambda { author: String title: String rating: Int }
  `,
  resolvers: {
    'Query.a': { source: 'none', code: answers('1') },
    'Mutation.addPost': fromArguments,
    'Mutation.endTopic': {
      source: 'none',
      code: `
        import { extensions } from '@aws-appsync/utils';
        export const request = (ctx) => ({ payload: ctx.args });
        export function response(ctx) {
          extensions.invalidateSubscriptions({
            subscriptionField: 'onGoodPost', payload: { author: ctx.args.author },
          });
          return ctx.result;
        }
      `,
    },
    'Subscription.onGoodPost': started(`
      extensions.setSubscriptionFilter(
        util.transform.toSubscriptionFilter({ rating: { ge: 4 } }));
      extensions.setSubscriptionInvalidationFilter(
        util.transform.toSubscriptionFilter({ author: { eq: 'ada' } }));
    `),
    'Subscription.onRefused': started("util.error('not today', 'Closed');"),
  },
});

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const realtime = api.serveSubscriptions(server, '/graphql/realtime');
afterAll(() => {
  realtime.close();
  server.close();
});
const { port } = server.address() as AddressInfo;

type Frame = { type: string; id?: string; payload?: unknown };

/** A client that is connected with the given credentials. */
async function givenClient(authorization: Record<string, string>) {
  const header = Buffer.from(JSON.stringify({ host: 'localhost', ...authorization }));
  const query = `header=${encodeURIComponent(header.toString('base64'))}&payload=e30%3D`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime?${query}`, 'graphql-ws');
  onTestFinished(() => socket.terminate());
  const frames: Frame[] = [];
  const waiting: { wanted: (frame: Frame) => boolean; take: (frame: Frame) => void }[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    frames.push(frame);
    for (const each of [...waiting]) {
      if (!each.wanted(frame)) continue;
      waiting.splice(waiting.indexOf(each), 1);
      each.take(frame);
    }
  });
  const next = (wanted: (frame: Frame) => boolean) =>
    new Promise<Frame>((take) => {
      const known = frames.find(wanted);
      if (known) take(known);
      else waiting.push({ wanted, take });
    });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  const first = await next(({ type }) => type.startsWith('connection_'));
  return {
    first,
    frames,
    data: () => frames.filter(({ type }) => type === 'data').map(({ payload }) => payload),
    next,
    /** Starts a subscription and answers the frame that says how it went. */
    start: (id: string, document: string, variables = {}) => {
      const data = JSON.stringify({ query: document, variables });
      const extensions = { authorization: { host: 'localhost', ...authorization } };
      socket.send(JSON.stringify({ id, type: 'start', payload: { data, extensions } }));
      return next((frame) => frame.id === id && frame.type !== 'data');
    },
  };
}

const post = (author: string, title: string, rating: number, selection = 'author title rating') =>
  ask(
    api,
    `mutation { addPost(author: "${author}", title: "${title}", rating: ${rating}) { ${selection} } }`,
  );

it('a subscriber gets what the mutation’s caller selected, in its own selection', async () => {
  const client = await givenClient({ 'x-api-key': 'da2-fixture' });
  expect(client.first.type).toBe('connection_ack');
  expect(await client.start('1', 'subscription { onPost { t: title rating } }')).toMatchObject({
    type: 'start_ack',
  });
  await post('ada', 'one', 1);
  await post('ada', 'two', 2, 'name: title');
  await client.next(({ payload }) => JSON.stringify({ payload }).includes('two'));
  expect(client.data()).toEqual([
    { data: { onPost: { t: 'one', rating: 1 } } },
    { data: { onPost: { t: 'two', rating: null } } },
  ]);
});

it('an argument filters, and an omitted one does not', async () => {
  const client = await givenClient({ Authorization: 'token' });
  await client.start('ada', 'subscription ($a: String) { onPost(author: $a) { title } }', {
    a: 'ada',
  });
  await client.start('all', 'subscription { onPost { title } }');
  await post('bob', 'of bob', 1);
  await post('ada', 'of ada', 1);
  await client.next(
    ({ id, payload }) => id === 'all' && JSON.stringify({ payload }).includes('of ada'),
  );
  const titles = (id: string) =>
    client.frames
      .filter((frame) => frame.type === 'data' && frame.id === id)
      .map(({ payload }) => (payload as { data: { onPost: { title: string } } }).data.onPost.title);
  expect(titles('ada')).toEqual(['of ada']);
  expect(titles('all')).toEqual(['of bob', 'of ada']);
});

it('a filter of the resolver decides, and its invalidation ends the subscription', async () => {
  const client = await givenClient({ Authorization: 'token' });
  await client.start('good', 'subscription { onGoodPost { title } }');
  await post('bob', 'bad', 3);
  await post('bob', 'good', 4);
  await client.next(({ payload }) => JSON.stringify({ payload }).includes('good'));
  expect(client.data()).toEqual([{ data: { onGoodPost: { title: 'good' } } }]);
  await ask(api, 'mutation { endTopic(author: "bob") { author } }');
  await ask(api, 'mutation { endTopic(author: "ada") { author } }');
  await client.next(({ id, type }) => id === 'good' && type === 'complete');
});

it.each([
  ['that its caller may not read', 'subscription { onGoodPost { title } }', 'Unauthorized'],
  ['that is not there', 'subscription { onNothing { title } }', 'FieldUndefined'],
])('a field %s refuses the start, and leaves the connection', async (_, document, reason) => {
  const client = await givenClient({ 'x-api-key': 'da2-fixture' });
  const refusal = await client.start('x', document);
  expect(refusal.type).toBe('error');
  expect(JSON.stringify(refusal.payload)).toContain(reason);
  expect(await client.start('y', 'subscription { onPost { title } }')).toMatchObject({
    type: 'start_ack',
  });
});

it('a resolver that raises an error refuses the start', async () => {
  const client = await givenClient({ Authorization: 'token' });
  expect(await client.start('x', 'subscription { onRefused { title } }')).toMatchObject({
    type: 'error',
    payload: { errors: [{ errorType: 'Closed', message: 'not today' }] },
  });
});

it('who does not prove who asks is not connected', async () => {
  const client = await givenClient({ 'x-api-key': 'da2-wrong' });
  expect(client.first).toMatchObject({
    type: 'connection_error',
    payload: { errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }] },
  });
});
