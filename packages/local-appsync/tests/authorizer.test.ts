import { Script } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAuthorizer } from '../src/access/authorizer';

const eventOf = (authorizationToken: string) => ({
  authorizationToken,
  requestContext: {
    apiId: 'local',
    accountId: '000000000000',
    requestId: 'r',
    queryString: '{ a }',
    variables: {},
  },
  requestHeaders: {},
});

afterEach(() => vi.restoreAllMocks());

it('an authorizer times out after ten seconds (security-authz.html)', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers();
  const authorizer = createAuthorizer({ handler: () => new Promise(() => undefined) });
  const answer = authorizer(eventOf('a')).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(9_999);
  const early = await Promise.race([answer, Promise.resolve('waiting')]);
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  expect(early).toBe('waiting');
  expect(await answer).toMatchObject({ status: 401 });
});

describe('a validation expression', () => {
  const fits = async (identityValidationExpression: string | undefined, token: string) => {
    const authorizer = createAuthorizer({
      handler: () => Promise.resolve({ isAuthorized: true }),
      ...(identityValidationExpression !== undefined && { identityValidationExpression }),
    });
    return authorizer(eventOf(token)).then(
      () => true,
      () => false,
    );
  };
  const LONG = 'a'.repeat(2_000);

  it.each([
    ['that is the default', undefined, LONG, true],
    ['of a signed token', '[\\w-]+\\.[\\w-]+\\.[\\w-]+', `${LONG}.b.c`, true],
    ['of a signed token, for garbage', '[\\w-]+\\.[\\w-]+\\.[\\w-]+', LONG, false],
  ])('%s is matched without a thread', async (_, expression, token, isFit) => {
    const thread = vi.spyOn(Script.prototype, 'runInContext');
    expect(await fits(expression, token)).toBe(isFit);
    expect(thread).not.toHaveBeenCalled();
  });

  it('that would run forever matches nothing', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await fits('(a+)+b', LONG)).toBe(false);
  });
});
