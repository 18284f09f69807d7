import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Api } from '../../local/appsync/api';
import type { AuthorizerConfig, AuthorizerEvent } from '../../local/appsync/authorizer';
import { answers, givenApi } from './givenApi';

const schema = `
  type Query {
    closed: String
    open: String @aws_api_key
    both: Thing @aws_api_key @aws_lambda
    internal: String @aws_iam
    undirected: Undirected @aws_api_key @aws_lambda
  }
  type Thing @aws_api_key @aws_lambda {
    public: String
    private: String @aws_lambda
    machines: String @aws_iam
  }
  type Undirected { inherited: String }
`;

const resolvers = Object.fromEntries(
  ['closed', 'open', 'internal'].map((field) => [
    `Query.${field}`,
    { code: answers(`'${field}'`), source: 'none' },
  ]),
);
const api = givenApi({
  schema,
  resolvers: {
    ...resolvers,
    'Query.both': {
      code: answers("{ public: 'public', private: 'private', machines: 'machines' }"),
      source: 'none',
    },
    'Query.undirected': { code: answers("{ inherited: 'inherited' }"), source: 'none' },
  },
});

/** Which of the fields answer, by the header that a request brings. */
async function readable(
  headers: Record<string, string>,
  target: Api = api,
): Promise<{ status: number; open: string[]; refused: string[] }> {
  const fields =
    '{ closed open both { public private machines } internal undirected { inherited } }';
  const answer = await target.handle({
    method: 'POST',
    headers,
    body: JSON.stringify({ query: fields }),
  });
  const { data, errors = [] } = JSON.parse(String(answer.body)) as {
    data?: Record<string, unknown>;
    errors?: { path?: string[]; errorType: string }[];
  };
  const flat = Object.entries(data ?? {}).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [[name, value] as const],
  );
  return {
    status: answer.status,
    open: flat.filter(([, value]) => value !== null).map(([name]) => name),
    refused: errors
      .filter(({ errorType }) => errorType === 'Unauthorized')
      .map(({ path }) => path!.join('.')),
  };
}

/** Signs as an AWS client does, with the library that they use. */
async function signed(
  body: string,
  options: { secretAccessKey?: string; service?: string; region?: string; at?: Date } = {},
): Promise<Record<string, string>> {
  const { secretAccessKey = 'secret', service = 'appsync', region = 'ap-south-1' } = options;
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKID', secretAccessKey },
    service,
    region,
    sha256: class {
      #hash;
      constructor(key?: Parameters<typeof createHmac>[1]) {
        this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
      }
      update(data: string | Uint8Array) {
        this.#hash.update(data);
      }
      reset() {}
      digest() {
        return Promise.resolve(new Uint8Array(this.#hash.digest()));
      }
    } as ConstructorParameters<typeof SignatureV4>[0]['sha256'],
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: 'localhost',
      path: '/graphql',
      headers: { host: 'localhost:4000', 'content-type': 'application/json' },
      body,
    },
    { signingDate: options.at ?? new Date() },
  );
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
}

const INTERNAL = JSON.stringify({ query: '{ internal closed open }' });

describe('a field is open to', () => {
  it('the API key, where it or its type says so', async () => {
    expect(await readable({ 'x-api-key': 'da2-fixture' })).toEqual({
      status: 200,
      open: ['open', 'public'],
      refused: ['closed', 'internal', 'both.private', 'both.machines', 'undirected.inherited'],
    });
  });

  it('a token, where nothing else is said, or it is', async () => {
    expect(await readable({ authorization: 'token' })).toEqual({
      status: 200,
      open: ['closed', 'public', 'private', 'inherited'],
      refused: ['open', 'internal', 'both.machines'],
    });
  });

  it('a signed request, where it is said', async () => {
    const headers = await signed(INTERNAL);
    const answer = await api.handle({ method: 'POST', headers, body: INTERNAL });
    expect(answer.status).toBe(200);
    expect(JSON.parse(String(answer.body))).toMatchObject({
      data: { internal: 'internal', closed: null, open: null },
      errors: [{ path: ['closed'] }, { path: ['open'] }],
    });
  });
});

describe('a signature is refused', () => {
  it.each([
    ['by another secret', { secretAccessKey: 'other' }],
    ['for another service', { service: 's3' }],
    ['for another region', { region: 'us-east-1' }],
    ['from six minutes ago', { at: new Date(Date.now() - 6 * 60_000) }],
    ['from six minutes ahead', { at: new Date(Date.now() + 6 * 60_000) }],
  ])('that is made %s', async (_, options) => {
    const headers = await signed(INTERNAL, options);
    expect((await api.handle({ method: 'POST', headers, body: INTERNAL })).status).toBe(401);
  });

  it('over another body', async () => {
    const headers = await signed('{"query":"{ open }"}');
    expect((await api.handle({ method: 'POST', headers, body: INTERNAL })).status).toBe(401);
  });

  it('when a signed header was changed', async () => {
    const headers = { ...(await signed(INTERNAL)), host: 'elsewhere' };
    expect((await api.handle({ method: 'POST', headers, body: INTERNAL })).status).toBe(401);
  });
});

describe('the authorizer', () => {
  const withAuthorizer = (handler: AuthorizerConfig['handler']) =>
    givenApi({ schema, resolvers, auth: { defaultMode: 'AWS_LAMBDA', authorizer: { handler } } });

  it('is sent what AppSync sends', async () => {
    const events: AuthorizerEvent[] = [];
    const target = withAuthorizer((event) => {
      events.push(event);
      return Promise.resolve({ isAuthorized: true });
    });
    await target.handle({
      method: 'POST',
      headers: { authorization: 'Bearer abc', 'user-agent': 'test' },
      body: JSON.stringify({
        query: 'query A { closed } query B { closed }',
        operationName: 'B',
        variables: { a: 1 },
      }),
    });
    expect(events).toEqual([
      {
        authorizationToken: 'Bearer abc',
        requestContext: {
          apiId: 'local',
          accountId: '000000000000',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          queryString: 'query A { closed } query B { closed }',
          operationName: 'B',
          variables: { a: 1 },
        },
        requestHeaders: { authorization: 'Bearer abc', 'user-agent': 'test' },
      },
    ]);
  });

  it.each([
    ['says no', () => Promise.resolve({ isAuthorized: false })],
    ['says nothing', () => Promise.resolve(undefined)],
    ['says something else', () => Promise.resolve({ isAuthorized: 'yes' })],
    ['fails', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('refuses when it %s', async (_, authorizer) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { status, open } = await readable({ authorization: 'x' }, withAuthorizer(authorizer));
    expect({ status, open }).toEqual({ status: 401, open: [] });
  });

  it.each([
    ['a field', ['Query.closed']],
    [
      'the ARN of a field',
      ['arn:aws:appsync:ap-south-1:111122223333:apis/abc/types/Query/fields/closed'],
    ],
  ])('denies %s', async (_, deniedFields) => {
    const target = withAuthorizer(() => Promise.resolve({ isAuthorized: true, deniedFields }));
    const { open, refused } = await readable({ authorization: 'x' }, target);
    expect(open).not.toContain('closed');
    expect(refused).toContain('closed');
  });

  it('is asked anew for every request', async () => {
    const authorizer = vi.fn(() => Promise.resolve({ isAuthorized: true }));
    const target = withAuthorizer(authorizer);
    await readable({ authorization: 'x' }, target);
    await readable({ authorization: 'x' }, target);
    expect(authorizer).toHaveBeenCalledTimes(2);
  });
});

describe('a mode that is not configured', () => {
  it.each([{ 'x-api-key': 'da2-fixture' }, { authorization: 'x' }, {}])(
    'refuses %j',
    async (headers) => {
      const target = givenApi({ schema, resolvers, auth: { defaultMode: 'AWS_LAMBDA' } });
      expect((await readable(headers, target)).status).toBe(401);
    },
  );
});
