import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure } from './failure';
import { provideWebSocket } from '../../../../tests/support/globalWebSocket';
import { API_KEY, IAM, REGION, servePosts, TOKEN } from './servedPosts';
import { collectTitles, type Titles } from './titles';

const sockets = provideWebSocket();
const served = await servePosts();
// Amplify keeps its connection for a while after the last subscription; the server ends it.
afterAll(async () => {
  await served.close();
  await sockets.closed();
});

Amplify.configure(
  {
    API: {
      GraphQL: {
        endpoint: served.graphqlUrl,
        region: REGION,
        defaultAuthMode: 'apiKey',
        apiKey: API_KEY,
      },
    },
  },
  {
    Auth: {
      credentialsProvider: {
        getCredentialsAndIdentityId: () => Promise.resolve({ credentials: IAM }),
        clearCredentialsAndIdentityId: () => undefined,
      },
    },
  },
);

const client = generateClient();
type Answer = GraphQLResult<Record<string, unknown>>;
type AuthOptions = { authMode?: 'lambda' | 'none' | 'iam'; authToken?: string };

const ask = (query: string, options: AuthOptions = {}, variables = {}): Promise<Answer> =>
  client.graphql({ query, variables, ...options }) as Promise<Answer>;

const addPost = (author: string, title: string): Promise<Answer> =>
  ask(
    'mutation ($author: String!, $title: String!) { addPost(author: $author, title: $title) { author title } }',
    {},
    { author, title },
  );

interface Listening {
  readonly titles: Titles;
  stop(): Promise<void>;
}

/** Subscribes, and resolves once the subscription is acknowledged. */
async function listen(
  query: string,
  options: AuthOptions = {},
  variables = {},
): Promise<Listening> {
  const titles = collectTitles();
  const acknowledged = sockets.received('start_ack');
  const subscription = (
    client.graphql({ query, variables, ...options }) as unknown as Subscribable
  ).subscribe({ next: ({ data }) => titles.add(data.onPost.title), error: () => undefined });
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

/** Missing in the types of a client without a generated schema. */
interface Subscribable {
  subscribe(observer: {
    next?: (message: { data: { onPost: { title: string } } }) => void;
    error: (error: unknown) => void;
  }): { unsubscribe(): void };
}

const modes = [
  ['its key', {}, 'API Key Authorization of nobody'],
  ['lambda', { authMode: 'lambda', authToken: TOKEN }, 'Lambda Authorization of ada'],
  ['none', { authMode: 'none', authToken: TOKEN }, 'Lambda Authorization of ada'],
  ['iam', { authMode: 'iam' }, `IAM Authorization of ${IAM.accessKeyId}`],
] as const;

describe('Amplify', () => {
  it.each(modes)('authenticates with %s', async (_, options, whoami) => {
    expect(await ask('{ whoami }', options)).toMatchObject({ data: { whoami } });
  });

  it('queries with variables', async () => {
    const answer = await ask('query ($id: ID!) { post(id: $id) { id title } }', {}, { id: '7' });
    expect(answer.data).toEqual({ post: { id: '7', title: 'Deep sea' } });
    expect(answer.errors).toBeUndefined();
  });

  it('mutates', async () => {
    expect((await addPost('eve', 'Tide')).data).toEqual({
      addPost: { author: 'eve', title: 'Tide' },
    });
  });

  it('throws the error of a resolver, with the rest of the data', async () => {
    expect(await failure(ask('{ broken { id } post(id: "1") { id } }'))).toEqual({
      data: { broken: null, post: { id: '1' } },
      errors: [
        expect.objectContaining({
          path: ['broken'],
          errorType: 'Broken',
          errorInfo: { reason: 'old' },
          message: 'It broke.',
        }),
      ],
    });
  });

  it('throws the validation errors of a document', async () => {
    expect(await failure(ask('{ nothing }'))).toMatchObject({
      data: null,
      errors: [
        {
          message:
            "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
        },
      ],
    });
  });

  it('throws an error for a field that is closed to its mode', async () => {
    expect(await failure(ask('{ signed }'))).toMatchObject({
      data: { signed: null },
      errors: [
        { errorType: 'Unauthorized', message: 'Not Authorized to access signed on type Query' },
      ],
    });
  });

  it('throws Unauthorized for a token that the authorizer refuses', async () => {
    const refused = ask('{ whoami }', { authMode: 'lambda', authToken: 'of nobody' });
    expect(await failure(refused)).toMatchObject({
      data: {},
      errors: [{ message: 'Unauthorized' }],
    });
  });

  it.each(modes)(
    'subscribes with %s, filtered by an argument, until it stops',
    async (_, options) => {
      const filtered = await listen(
        'subscription ($author: String) { onPost(author: $author) { title } }',
        options,
        { author: 'ada' },
      );
      const all = await listen('subscription { onPost { title } }', options);
      await addPost('bob', 'of bob');
      await addPost('ada', 'of ada');
      await all.titles.heard('of ada');
      await filtered.titles.heard('of ada');
      expect(filtered.titles.all).toEqual(['of ada']);
      await filtered.stop();
      await addPost('ada', 'after');
      await all.titles.heard('after');
      expect(all.titles.all).toEqual(['of bob', 'of ada', 'after']);
      expect(filtered.titles.all).toEqual(['of ada']);
      await all.stop();
    },
  );

  it.each([
    [
      'subscription { onSigned { id } }',
      {
        errors: [
          {
            errorType: 'Unauthorized',
            message: 'Not Authorized to access onSigned on type Subscription',
          },
        ],
      },
    ],
    [
      'subscription ($author: String!) { onPost(author: $author) { id } }',
      {
        errors: [
          { message: "Variable 'author' has coerced Null value for NonNull type 'String!'" },
        ],
      },
    ],
  ])('reports why a subscription is refused: %s', async (query, payload) => {
    // After a refusal, Amplify closes the connection to an endpoint and reopens it later.
    const refusing = await servePosts();
    const log = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    onTestFinished(async () => {
      log.mockRestore();
      await refusing.close();
    });
    const other = generateClient({
      endpoint: refusing.graphqlUrl,
      authMode: 'apiKey',
      apiKey: API_KEY,
    });
    const error = await new Promise((resolve) => {
      (other.graphql({ query }) as unknown as Subscribable).subscribe({ error: resolve });
    });
    expect(error).toMatchObject({
      errors: [{ message: `Connection failed: ${JSON.stringify(payload)}` }],
    });
  });
});
