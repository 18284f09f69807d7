import type { Source, Step, Transcript, Upgrade } from './behaviour';
import { answers, givenDefinition } from './given';

/** Credentials that the API below knows. */
export const KEY = { host: 'localhost', 'x-api-key': 'da2-fixture' };
export const TOKEN = { host: 'localhost', Authorization: 'token' };

const base64 = (value: unknown, encoding: 'base64' | 'base64url'): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(encoding);

/** The three ways to send credentials, as in the guide. A string stands for invalid JSON. */
export const inQuery = (header: unknown, payload: unknown = {}): Upgrade => ({
  query: `?header=${encodeURIComponent(base64(header, 'base64'))}&payload=${encodeURIComponent(base64(payload, 'base64'))}`,
  protocols: ['graphql-ws'],
});
export const inProtocol = (header: unknown): Upgrade => ({
  protocols: ['graphql-ws', `header-${base64(header, 'base64url')}`],
});
export const inHeaders = (headers: Readonly<Record<string, string>>): Upgrade => ({
  protocols: ['graphql-ws'],
  headers,
});

/** A `start` frame as in the guide. */
export const startFrame = (
  id: string,
  query: string,
  variables: Record<string, unknown> = {},
  authorization: unknown = TOKEN,
) => ({
  id,
  type: 'start',
  payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
});

export const starts = (...frame: Parameters<typeof startFrame>): Step => ({
  sends: startFrame(...frame),
});
export const receives = (...frames: unknown[]): Step => ({ receives: frames });

export const startAck = (id: string) => ({ id, type: 'start_ack' });
export const complete = (id: string) => ({ id, type: 'complete' });
export const data = (id: string, value: unknown) => ({
  id,
  type: 'data',
  payload: { data: value },
});
export const error = (id: string, ...errors: unknown[]) => ({
  id,
  type: 'error',
  payload: { errors },
});

/** Starts a subscription that is accepted. */
export const subscribes = (...frame: Parameters<typeof startFrame>): Step[] => [
  starts(...frame),
  receives(startAck(frame[0])),
];

const written = answers('ctx.args');
const starting = (body: string) => ({
  source: 'none',
  code: `
    import { extensions, util } from '@aws-appsync/utils';
    export const request = () => ({ payload: null });
    export function response(ctx) { ${body} return null; }
  `,
});

const POST_FIELDS = `
  id: ID, author: String, title: String, score: Int, open: Boolean, tags: [String], data: AWSJSON
`;

/** Posts with every kind of write and subscription. Each result is built from the arguments. */
export const givenPosts = givenDefinition({
  schema: /* GraphQL */ `
    type Query {
      value: String
    }
    type Mutation {
      addPost(${POST_FIELDS}): Post
      editPost(${POST_FIELDS}): Post
      dropPost(id: ID): Post
      addThing: Post
      emptyPost: Post
      brokenPost: Post
      echo(text: String): String
      endTopic(author: String, of: String): Post
      endTopics(authors: [String]): Post
    }
    type Subscription {
      onPost(id: ID, author: String, title: String, score: Int, tags: [String]): Post
        @aws_subscribe(mutations: ["addPost", "editPost", "emptyPost", "brokenPost"])
        @aws_api_key @aws_lambda @aws_iam
      onDrop: Post @aws_subscribe(mutations: ["dropPost"])
      onEcho: String @aws_subscribe(mutations: ["echo"])
      onSigned: Post @aws_subscribe(mutations: ["addPost"]) @aws_iam
      onFiltered(filter: AWSJSON, score: Int): Post @aws_subscribe(mutations: ["addPost", "addThing"])
      onRequested: Post @aws_subscribe(mutations: ["addPost"])
      onTopic(ends: AWSJSON): Post @aws_subscribe(mutations: ["addPost"])
      onClosed: Post @aws_subscribe(mutations: ["addPost"])
      onForbidden: Post @aws_subscribe(mutations: ["addPost"])
      onMine: Post @aws_subscribe(mutations: ["addPost"])
    }
    type Post @aws_api_key @aws_lambda @aws_iam {
      id: ID
      author: String
      title: String
      score: Int
      open: Boolean
      tags: [String]
      data: AWSJSON
      views: Int!
      city: String
      place: Place
      next: Post
      posts: [Post]
    }
    type Place @aws_api_key @aws_lambda @aws_iam {
      city: String
      land: Land
    }
    type Land @aws_api_key @aws_lambda @aws_iam {
      name: String
    }
  `,
  resolvers: {
    'Mutation.addPost': answers(
      "({ ...ctx.args, views: 1, next: { id: '2', title: 'Next' }, posts: [{ id: '3', title: 'In a list' }, null] })",
    ),
    'Mutation.editPost': written,
    'Mutation.dropPost': written,
    'Mutation.addThing': answers(`({
      id: '1', score: 7, open: true, title: 'Deep sea', tags: ['a', 'b'], author: null, views: 1,
      place: { city: 'London', land: { name: 'England' } },
    })`),
    'Mutation.emptyPost': answers('null'),
    'Mutation.brokenPost': answers("util.error('It broke.', 'Broken')"),
    'Mutation.echo': answers('ctx.args.text'),
    'Mutation.endTopic': {
      source: 'none',
      code: `
        import { extensions } from '@aws-appsync/utils';
        export const request = (ctx) => ({ payload: ctx.args });
        export function response(ctx) {
          extensions.invalidateSubscriptions({
            subscriptionField: ctx.args.of ?? 'onTopic', payload: { author: ctx.args.author },
          });
          return ctx.result;
        }
      `,
    },
    'Mutation.endTopics': {
      source: 'none',
      code: `
        import { extensions } from '@aws-appsync/utils';
        export const request = (ctx) => ({ payload: ctx.args });
        export function response(ctx) {
          for (const author of ctx.args.authors) {
            extensions.invalidateSubscriptions({ subscriptionField: 'onTopic', payload: { author } });
          }
          return ctx.result;
        }
      `,
    },
    'Subscription.onFiltered': starting(
      'if (ctx.args.filter) extensions.setSubscriptionFilter(ctx.args.filter);',
    ),
    'Subscription.onRequested': {
      source: 'none',
      code: `
        import { extensions, util } from '@aws-appsync/utils';
        export function request(ctx) {
          const filter = util.transform.toSubscriptionFilter({ author: { eq: 'ada' } });
          extensions.setSubscriptionFilter(filter);
          return { payload: null };
        }
        export const response = (ctx) => ctx.result;
      `,
    },
    // Without a filter, the argument would be one.
    'Subscription.onTopic': starting(`
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { ne: 'none' } }));
      if (ctx.args.ends) extensions.setSubscriptionInvalidationFilter(ctx.args.ends);
    `),
    'Subscription.onClosed': starting("util.error('Not today.', 'Closed', { a: 1 }, { b: 2 });"),
    'Subscription.onForbidden': starting('util.unauthorized();'),
    'Subscription.onMine': starting(`
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({
        author: { eq: ctx.identity.resolverContext.userId },
      }));
    `),
  },
  auth: {
    defaultMode: 'AWS_LAMBDA',
    apiKeys: [{ key: 'da2-fixture' }],
    authorizer: {
      handler: ({ authorizationToken: token, requestContext: { operationName } }) =>
        Promise.resolve({
          isAuthorized:
            token === 'connects' ? operationName === 'DeepDish:Connect' : token !== 'nobody',
          resolverContext: { userId: 'ada' },
          deniedFields: token === 'denied' ? ['Subscription.onPost'] : [],
        }),
    },
    iam: { accessKeyId: 'AKID', secretAccessKey: 'secret', region: 'ap-south-1' },
  },
});

/** A case on a connection with a token, which needs no `connection_init`. */
export const connected = (
  id: string,
  source: Source,
  says: string,
  ...steps: Step[]
): Transcript => ({ id, says, source, given: givenPosts, connects: inProtocol(TOKEN), steps });
