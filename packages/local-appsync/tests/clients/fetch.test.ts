import { afterAll, describe, expect, it } from 'vitest';
import { API_KEY, IAM, REGION, servePosts, TOKEN } from './servedPosts';
import { signed, type SigningOptions } from './signed';

const served = await servePosts();
afterAll(() => served.close());

async function ask(headers: Record<string, string>, body: string) {
  const response = await fetch(served.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return {
    status: response.status,
    errorType: response.headers.get('x-amzn-errortype'),
    body: (await response.json()) as unknown,
  };
}

const whoami = JSON.stringify({ query: '{ whoami signed }' });
const unauthorized = {
  status: 401,
  errorType: 'UnauthorizedException',
  body: {
    errors: [
      {
        errorType: 'UnauthorizedException',
        message: 'You are not authorized to make this call.',
      },
    ],
  },
};

describe('fetch', () => {
  it.each([
    ['an API key', { 'x-api-key': API_KEY }, 'API Key Authorization of nobody'],
    ['a token', { authorization: TOKEN }, 'Lambda Authorization of ada'],
  ])('authenticates with %s', async (_, headers, said) => {
    expect(await ask(headers, whoami)).toMatchObject({
      status: 200,
      body: { data: { whoami: said, signed: null } },
    });
  });

  it.each([
    ['nothing', {}],
    ['a key that is not one', { 'x-api-key': 'da2-wrong' }],
    ['a token that the authorizer refuses', { authorization: 'of nobody' }],
  ])('is refused with %s', async (_, headers) => {
    expect(await ask(headers, whoami)).toEqual(unauthorized);
  });
});

/** The headers of a signed request. */
const signedHeaders = (body: string, options: Partial<SigningOptions>) => {
  const { host, pathname } = new URL(served.graphqlUrl);
  const headers = { host, 'content-type': 'application/json' };
  return signed({ path: pathname, body, headers }, { ...IAM, region: REGION, ...options });
};

describe('fetch, signed', () => {
  it('authenticates as the signer', async () => {
    expect(await ask(await signedHeaders(whoami, {}), whoami)).toMatchObject({
      status: 200,
      body: { data: { whoami: `IAM Authorization of ${IAM.accessKeyId}`, signed: 'for signers' } },
    });
  });

  it.each([
    ['another secret', { secretAccessKey: 'guessed' }, whoami],
    ['another key', { accessKeyId: 'AKIDOTHER' }, whoami],
    ['another region', { region: 'eu-west-1' }, whoami],
    ['another body', {}, JSON.stringify({ query: '{ signed }' })],
  ])('is refused with %s', async (_, options, sent) => {
    expect(await ask(await signedHeaders(whoami, options), sent)).toEqual(unauthorized);
  });
});
