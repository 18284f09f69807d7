import { afterEach, expect, it, vi } from 'vitest';
import { noteTwoCredentials } from '../../local/twoCredentials';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

afterEach(() => void vi.restoreAllMocks());

const { url, apiKey } = await givenStack();

const key = { 'x-api-key': apiKey };

it("an API key takes precedence over a token, with a log line and AppSync's message", async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { token } = await givenPerson('with-a-key');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...key, Authorization: token },
    body: JSON.stringify({ query: operation(`{ viewer { username } }`) }),
  });
  expect(await response.json()).toMatchObject({
    data: { viewer: null },
    errors: [
      {
        errorType: 'Unauthorized',
        message: 'Not Authorized to access viewer on type Query',
      },
    ],
  });
  expect(logged.mock.calls).toEqual([
    [expect.stringContaining('has both an API key and a token. The API key takes precedence')],
  ]);
});

it.each([
  [
    'only the first time',
    [
      { ...key, authorization: 'a' },
      { ...key, authorization: 'a' },
    ],
    1,
  ],
  ['with a signature too', [{ ...key, authorization: 'AWS4-HMAC-SHA256 …' }], 1],
  ['not with one of them', [key, { authorization: 'a' }, {}], 0],
])('logs a note: %s', async (_when, requests: Record<string, string>[], times) => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const graphql = noteTwoCredentials(() =>
    Promise.resolve({ status: 200, headers: {}, body: '{}' }),
  );
  for (const headers of requests) await graphql({ method: 'POST', headers, body: '' });
  expect(logged).toHaveBeenCalledTimes(times);
});
