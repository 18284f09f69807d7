import { describe, expect, it } from 'vitest';
import { operation } from '../support/operation';
import { givenStack } from '../support/stack';

const { url, apiKey } = await givenStack();

const post = (body: string, headers: Record<string, string> = { 'x-api-key': apiKey }) =>
  fetch(`${url}/graphql`, { method: 'POST', headers, body });

describe('POST /graphql', () => {
  it.each([
    ['', 'Request body is empty.'],
    ['meow', 'Unable to parse GraphQL query.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['{}}', 'Unable to parse GraphQL query.'],
    ['[]', 'Unable to parse GraphQL query.'],
    ['[{"query":"{ __typename }"}]', 'Unable to parse GraphQL query.'],
    ['{"query":"{"}', 'Unable to parse GraphQL query.'],
    ['{"query":1}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ __typename }","variables":[]}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ __typename }","operationName":"None"}', 'Unable to parse GraphQL query.'],
  ])('returns 400 for the body %j', async (body, message) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('MalformedHttpRequestException');
    expect(await response.json()).toEqual({
      errors: [{ errorType: 'MalformedHttpRequestException', message }],
    });
  });

  it('ignores the content type', async () => {
    const response = await post('{"query":"{ __typename }"}', {
      'x-api-key': apiKey,
      'content-type': 'application/graphql',
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('returns 200 and null data for a document that does not match the schema', async () => {
    const response = await post('{"query":"{ nonsense }"}');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message:
            "Validation error of type FieldUndefined: Field 'nonsense' in type 'Query' is undefined @ 'nonsense'",
        },
      ],
    });
  });

  it('returns 200 and null data when a required variable is missing', async () => {
    const response = await post('{"query":"query ($id: ID!) { exercise(id: $id) { id } }"}');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: null,
      errors: [{ message: "Variable 'id' has coerced Null value for NonNull type 'ID!'" }],
    });
  });

  it('returns 413 for a body larger than 1 MiB', async () => {
    expect((await post(' '.repeat(1_048_577))).status).toBe(413);
  });

  it('returns 400 for a document of more than 15,000 tokens', async () => {
    const query = (fields: number) => `{ ${'__typename '.repeat(fields)}}`;
    expect((await post(JSON.stringify({ query: query(14_998) }))).status).toBe(200);
    expect((await post(JSON.stringify({ query: query(14_999) }))).status).toBe(400);
  });

  it.each([
    ['gzip', operation(`{ exercises { items { summary } } }`), 'gzip'],
    ['br, gzip;q=0.5', operation(`{ exercises { items { summary } } }`), 'gzip'],
    ['*', operation(`{ exercises { items { summary } } }`), 'gzip'],
    ['gzip;q=0', operation(`{ exercises { items { summary } } }`), null],
    ['identity', operation(`{ exercises { items { summary } } }`), null],
    ['gzip', operation(`{ __typename }`), null],
  ])('with accept-encoding %s, responds to %s encoded as %s', async (encoding, query, expected) => {
    const response = await post(JSON.stringify({ query }), {
      'x-api-key': apiKey,
      'accept-encoding': encoding,
    });
    expect(response.headers.get('content-encoding')).toBe(expected);
    expect(await response.json()).toHaveProperty('data');
  });

  it('allows requests from any origin', async () => {
    const preflight = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-api-key,content-type',
      },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(
      (await post('{"query":"{ __typename }"}')).headers.get('access-control-allow-origin'),
    ).toBe('*');
  });
});

describe('GET /healthz', () => {
  it('returns 200 and the status ok', async () => {
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  });
});
