import { expect, it, vi } from 'vitest';
import { createAuthorizer } from '../../local/appsync/authorizer';

it('an authorizer is waited for ten seconds (security-authz.html)', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers();
  const authorizer = createAuthorizer({ handler: () => new Promise(() => undefined) });
  const answer = authorizer({
    authorizationToken: 'a',
    requestContext: {
      apiId: 'local',
      accountId: '000000000000',
      requestId: 'r',
      queryString: '{ a }',
      variables: {},
    },
    requestHeaders: {},
  }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(9_999);
  const early = await Promise.race([answer, Promise.resolve('waiting')]);
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  expect(early).toBe('waiting');
  expect(await answer).toMatchObject({ status: 401 });
});
