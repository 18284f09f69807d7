import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client/core';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { createAuthLink, type AuthOptions } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { failure } from './failure';
import { provideWebSocket } from '../../../../tests/support/globalWebSocket';
import { API_KEY, REGION, servePosts, TOKEN } from './servedPosts';
import { collectTitles, type Titles } from './titles';

const sockets = provideWebSocket();
const served = await servePosts();
// The link keeps its connection for a while after the last subscription; the server ends it.
afterAll(async () => {
  await served.close();
  await sockets.closed();
});

/** A client as AWS's guide builds it. */
function givenClient(auth: AuthOptions): ApolloClient {
  const connection = { url: served.graphqlUrl, region: REGION, auth };
  const client = new ApolloClient({
    link: ApolloLink.from([
      createAuthLink(connection) as unknown as ApolloLink,
      createSubscriptionHandshakeLink(connection) as unknown as ApolloLink,
    ]),
    cache: new InMemoryCache(),
    defaultOptions: { query: { fetchPolicy: 'no-cache' } },
  });
  onTestFinished(() => client.stop());
  return client;
}

const withKey: AuthOptions = { type: 'API_KEY', apiKey: API_KEY };

/** Without IAM: the signing code of the links does not load in an ES module of Node.js. */
const modes: [string, AuthOptions, string][] = [
  ['an API key', withKey, 'API Key Authorization of nobody'],
  ['a token', { type: 'AWS_LAMBDA', token: TOKEN }, 'Lambda Authorization of ada'],
];

async function addPost(client: ApolloClient, author: string, title: string): Promise<unknown> {
  const { data } = await client.mutate({
    mutation: gql`
      mutation ($author: String!, $title: String!) {
        addPost(author: $author, title: $title) {
          author
          title
        }
      }
    `,
    variables: { author, title },
  });
  return data;
}

interface Message {
  readonly onPost: { readonly title: string };
}

/** Subscribes, and resolves once the subscription is acknowledged. */
async function listen(client: ApolloClient, query: string, variables = {}) {
  const titles: Titles = collectTitles();
  const acknowledged = sockets.received('start_ack');
  const subscription = client
    .subscribe<Message>({ query: gql(query), variables })
    .subscribe(({ data }) => titles.add(data!.onPost.title));
  await acknowledged;
  return {
    titles,
    async stop() {
      const completed = sockets.received('complete');
      subscription.unsubscribe();
      await completed;
    },
  };
}

describe('Apollo Client with the links of AWS', () => {
  it.each(modes)('authenticates with %s', async (_, auth, whoami) => {
    const { data } = await givenClient(auth).query({ query: gql('{ whoami }') });
    expect(data).toEqual({ whoami });
  });

  it('queries with variables, and adds __typename', async () => {
    const { data } = await givenClient(withKey).query({
      query: gql('query ($id: ID!) { post(id: $id) { id title } }'),
      variables: { id: '7' },
    });
    expect(data).toEqual({ post: { __typename: 'Post', id: '7', title: 'Deep sea' } });
  });

  it('mutates', async () => {
    expect(await addPost(givenClient(withKey), 'eve', 'Tide')).toEqual({
      addPost: { __typename: 'Post', author: 'eve', title: 'Tide' },
    });
  });

  it('throws the error of a resolver', async () => {
    const error = await failure(givenClient(withKey).query({ query: gql('{ broken { id } }') }));
    expect(CombinedGraphQLErrors.is(error) && error.errors).toMatchObject([
      { path: ['broken'], errorType: 'Broken', message: 'It broke.' },
    ]);
  });

  it('throws a refusal with its status', async () => {
    const nobody = givenClient({ type: 'AWS_LAMBDA', token: 'of nobody' });
    const error = await failure(nobody.query({ query: gql('{ whoami }') }));
    expect(ServerError.is(error) && error.statusCode).toBe(401);
  });

  it.each(modes)('subscribes with %s, filtered by an argument, until it stops', async (_, auth) => {
    const client = givenClient(auth);
    const filtered = await listen(
      client,
      'subscription ($author: String) { onPost(author: $author) { title } }',
      { author: 'ada' },
    );
    const all = await listen(client, 'subscription { onPost { title } }');
    await addPost(client, 'bob', 'of bob');
    await addPost(client, 'ada', 'of ada');
    await all.titles.heard('of ada');
    await filtered.titles.heard('of ada');
    expect(filtered.titles.all).toEqual(['of ada']);
    await filtered.stop();
    await addPost(client, 'ada', 'after');
    await all.titles.heard('after');
    expect(all.titles.all).toEqual(['of bob', 'of ada', 'after']);
    expect(filtered.titles.all).toEqual(['of ada']);
    await all.stop();
  });

  it('reports why a subscription is refused', async () => {
    const error = await new Promise((resolve) => {
      givenClient(withKey)
        .subscribe({ query: gql('subscription { onSigned { id } }') })
        .subscribe({ next: resolve, error: resolve });
    });
    const message = 'Not Authorized to access onSigned on type Subscription';
    const payload = JSON.stringify({ errors: [{ errorType: 'Unauthorized', message }] });
    expect(error).toMatchObject({
      error: { cause: { errors: [{ message: `Connection failed: ${payload}` }] } },
    });
  });
});
