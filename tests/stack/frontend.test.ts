import { expect, it } from 'vitest';
import { givenStack } from '../support/stack';

const FRONTEND = 'http://localhost:4321';
const { url } = await givenStack({ frontendUrl: FRONTEND });

it('sign-in ends at the configured frontend', async () => {
  const start = await fetch(
    `${url}/auth/github?code_challenge=${'A'.repeat(43)}&return_to=/exercises`,
    {
      redirect: 'manual',
    },
  );
  const cookie = start.headers.getSetCookie()[0]!.split(';')[0]!;
  const consent = await fetch(start.headers.get('location')!, {
    method: 'POST',
    body: new URLSearchParams({ login: 'ada', decision: 'authorize' }),
    redirect: 'manual',
  });
  const callback = await fetch(consent.headers.get('location')!, {
    headers: { cookie },
    redirect: 'manual',
  });
  expect(callback.headers.get('location')).toMatch(
    /^http:\/\/localhost:4321\/exercises\?code=[\w-]{43}$/,
  );
});

it('only pages of the configured frontend may request a token', async () => {
  const allowed = async (origin: string) => {
    const answer = await fetch(`${url}/auth/token`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    return answer.headers.get('access-control-allow-origin');
  };
  expect(await allowed(FRONTEND)).toBe(FRONTEND);
  expect(await allowed(url)).toBeNull();
  expect(await allowed('https://example.com')).toBeNull();
});
