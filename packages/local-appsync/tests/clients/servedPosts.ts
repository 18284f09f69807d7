import { createApi } from '../../src/api';
import { serveApi, type ServedApi } from '../../src/http/serve';
import { noneSource } from '../../src/sources/none';

export const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';
/** A token that the authorizer accepts. It names its owner. */
export const TOKEN = 'token of ada';
export const REGION = 'ap-south-1';
export const IAM = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

const answer = (expression: string) => ({
  source: 'none',
  code: `
    import { util } from '@aws-appsync/utils';
    export const request = () => ({ payload: null });
    export const response = (ctx) => ${expression};
  `,
});

/** A small API that accepts an API key, tokens of an authorizer and IAM, except for one field. */
export const servePosts = (): Promise<ServedApi> =>
  serveApi(
    createApi({
      schema: /* GraphQL */ `
        type Query @aws_api_key @aws_lambda @aws_iam {
          post(id: ID!): Post
          whoami: String
          broken: Post
          signed: String @aws_iam
        }
        type Mutation @aws_api_key @aws_lambda @aws_iam {
          addPost(author: String!, title: String!): Post
        }
        type Subscription @aws_api_key @aws_lambda @aws_iam {
          onPost(author: String): Post @aws_subscribe(mutations: ["addPost"])
          onSigned: Post @aws_subscribe(mutations: ["addPost"]) @aws_iam
        }
        type Post @aws_api_key @aws_lambda @aws_iam {
          id: ID!
          author: String!
          title: String
        }
      `,
      resolvers: {
        'Query.post': answer("({ id: ctx.args.id, author: 'ada', title: 'Deep sea' })"),
        'Query.whoami': answer(
          '`${util.authType()} of ${ctx.identity?.username ?? ctx.identity?.resolverContext?.user ?? "nobody"}`',
        ),
        'Query.broken': answer("util.error('It broke.', 'Broken', null, { reason: 'old' })"),
        'Query.signed': answer("'for signers'"),
        'Mutation.addPost': answer("({ id: '1', author: ctx.args.author, title: ctx.args.title })"),
      },
      sources: { none: noneSource },
      auth: {
        defaultMode: 'API_KEY',
        apiKeys: [{ key: API_KEY }],
        authorizer: {
          handler: ({ authorizationToken }) =>
            Promise.resolve({
              isAuthorized: authorizationToken === TOKEN,
              resolverContext: { user: 'ada' },
            }),
        },
        iam: { ...IAM, region: REGION },
      },
    }),
  );
