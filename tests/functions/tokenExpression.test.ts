import { randomUUID } from 'node:crypto';
import { createAuthorizer, isCheap } from 'local-appsync';
import { afterEach, expect, it } from 'vitest';
import { linkResources } from '../../local/resources';
import { TOKEN_EXPRESSION, TOKEN_MAX_LENGTH } from '../../model/session';

linkResources({
  url: 'http://localhost',
  frontendUrl: 'https://frontend.example',
  dynamoEndpoint: 'http://127.0.0.1:1',
  jwtSecret: 'a secret for tests that is long enough',
});
const { newSession } = await import('../../functions/lib/session');

let asked: string[] = [];
afterEach(() => {
  asked = [];
});
const authorize = createAuthorizer({
  identityValidationExpression: TOKEN_EXPRESSION,
  handler: ({ authorizationToken }) => {
    asked.push(authorizationToken);
    return Promise.resolve({ isAuthorized: true });
  },
});
const request = (authorizationToken: string) =>
  authorize({ authorizationToken } as Parameters<typeof authorize>[0]);

it.each(['1', '9'.repeat(20)])('calls the authorizer for every token of user %s', async (id) => {
  for (let i = 0; i < 50; i += 1) {
    const { token } = newSession(id, randomUUID());
    for (const each of [token, `Bearer ${token}`, `bearer  ${token}`]) await request(each);
  }
  expect(asked).toHaveLength(150);
});

const { token } = newSession('1', 'test');
const [header, payload, signature] = token.split('.') as [string, string, string];

it.each([
  ['nothing', ''],
  ['a word', 'garbage'],
  ['another scheme', `Basic ${token}`],
  ['two parts', `${header}.${payload}`],
  ['no signature', `${header}.${payload}.`],
  ['a short signature', token.slice(0, -1)],
  ['a long signature', `${token}A`],
  ['another header', `e30.${payload}.${signature}`],
  ['no payload', `${header}..${signature}`],
  ['padding', `${token}=`],
  ['what base64url does not have', `${header}.${payload}+.${signature}`],
  ['a line break', `${token}\n`],
  ['a token behind another', `${token} ${token}`],
])('refuses without calling the authorizer: %s', async (_what, garbage) => {
  await expect(request(garbage)).rejects.toMatchObject({ status: 401 });
  expect(asked).toEqual([]);
});

it('is a cheap expression even for the longest token', () => {
  expect(isCheap(new RegExp(`(?:${TOKEN_EXPRESSION})(?![^])`, 'y'), TOKEN_MAX_LENGTH)).toBe(true);
});
