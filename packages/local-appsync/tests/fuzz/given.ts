import { expect } from 'vitest';
import { createApi, type Api } from '../../src/api';
import type { AuthorizerConfig } from '../../src/access/authorizer';
import type { HttpRequest, HttpResponse } from '../../src/http/httpMessage';
import type { DataSource } from '../../src/sources/dataSource';

export const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';
export const IAM = { accessKeyId: 'AKID', secretAccessKey: 'secret', region: 'ap-south-1' };

/** Every kind of type that AppSync accepts. */
export const schema = `
  enum Kind { FIRST SECOND }
  input Filter { text: String limit: Int = 10 kinds: [Kind!] nested: Filter }
  interface Named { name: String }
  union Either = Tree | Leaf
  type Leaf implements Named { id: ID! name: String weight: Float! }
  type Tree implements Named {
    id: ID! name: String count: Int! ratio: Float flag: Boolean kind: Kind at: AWSDateTime note: AWSJSON
    tags: [String!]! grid: [[Int]] parent: Tree children: [Tree!]! leaf: Leaf named: Named
    either: [Either]
  }
  type Query {
    tree: Tree! leaf: Leaf
    echo(text: String numbers: [Int!] filter: Filter kind: Kind flag: Boolean): AWSJSON
  }
  type Mutation { write(filter: Filter): Tree }
  type Subscription { onWrite(id: ID name: String): Tree @aws_subscribe(mutations: ["write"]) }
`;

const LEAF = { __typename: 'Leaf', id: 'l', name: null, weight: 0.5 };

function treeOf(depth: number): Record<string, unknown> {
  const below = depth > 0 ? treeOf(depth - 1) : null;
  return {
    __typename: 'Tree',
    id: `t${depth}`,
    name: 'Ash\u2028"',
    count: depth,
    ratio: null,
    flag: true,
    kind: 'SECOND',
    at: '2024-02-29T12:00:00.000Z',
    note: { deep: [depth] },
    tags: ['a', ''],
    grid: [[1, null], null, []],
    parent: below,
    children: below ? [below, treeOf(0)] : [],
    leaf: LEAF,
    named: depth % 2 ? LEAF : below,
    either: [below, LEAF, null],
  };
}

/** The value of each root field except `echo`, which returns its arguments. */
export const TREE = treeOf(2);
export const ROOT: Readonly<Record<string, unknown>> = { tree: TREE, leaf: LEAF, write: TREE };

const source: DataSource = {
  invoke: (request) => Promise.resolve({ result: ROOT[String(request)] }),
};

const answer = (expression: string) => ({
  source: 'source',
  code: `
    export function request(ctx) { return ctx.info.fieldName; }
    export function response(ctx) { return ${expression}; }
  `,
});

/**
 * An API with that schema. It accepts the key, signatures with the secret, and tokens that the
 * authorizer accepts.
 */
export const givenTypedApi = (
  authorizer: AuthorizerConfig['handler'] = () => Promise.resolve({ isAuthorized: true }),
): Api =>
  createApi({
    schema,
    resolvers: {
      'Query.tree': answer('ctx.result'),
      'Query.leaf': answer('ctx.result'),
      'Query.echo': answer('ctx.args'),
      'Mutation.write': answer('ctx.result'),
    },
    sources: { source },
    auth: {
      defaultMode: 'API_KEY',
      apiKeys: [{ key: API_KEY }],
      authorizer: { handler: authorizer },
      iam: IAM,
    },
  });

export const post = (
  api: Api,
  body: string,
  headers: HttpRequest['headers'] = { 'x-api-key': API_KEY },
) => api.handle({ method: 'POST', headers, body });

/** Checks what holds for every response, regardless of the request. Returns its body, parsed. */
export function expectAnswer({ status, headers, body }: HttpResponse): Record<string, unknown> {
  const parsed = JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
  expect([200, 400, 401, 413]).toContain(status);
  expect(headers['content-type']).toBe('application/json;charset=UTF-8');
  expect(headers['x-amzn-requestid']).toMatch(/^[-0-9a-f]{36}$/);
  const errors = (parsed['errors'] ?? []) as Record<string, unknown>[];
  if (status === 200) {
    expect(['data', 'data,errors']).toContain(Object.keys(parsed).join());
  } else {
    expect(Object.keys(parsed)).toEqual(['errors']);
    expect(errors).toEqual([
      { errorType: headers['x-amzn-errortype'], message: expect.any(String) },
    ]);
  }
  for (const error of errors) {
    expect(error).toMatchObject({ message: expect.any(String) });
    expect(error['errorType']).not.toBe('InternalFailure');
  }
  return parsed;
}
