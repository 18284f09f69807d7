import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

const OLD = 'the old secret which is long enough';
const NEW = 'the new secret which is long enough';
const exp = Math.floor(Date.now() / 1000) + 60;

/** Loads the functions as they start with a value of `JwtSecret`. */
async function startedWith(value: string) {
  vi.resetModules();
  vi.doMock('../../functions/lib/config', () => ({ config: { JwtSecret: { value } } }));
  return import('../../functions/lib/jwt');
}

afterAll(() => vi.doUnmock('../../functions/lib/config'));

describe('a JWT', () => {
  let old: string;
  beforeEach(async () => {
    const { signJwt } = await startedWith(OLD);
    old = signJwt('akasha-labs/session', { sub: '7', exp });
  });

  it('stays valid while its secret follows a new one', async () => {
    const { verifyJwt } = await startedWith(`${NEW},${OLD}`);
    expect(verifyJwt('akasha-labs/session', old)).toMatchObject({ sub: '7' });
  });

  it('is signed with the first secret only', async () => {
    const { signJwt } = await startedWith(`${NEW},${OLD}`);
    const token = signJwt('akasha-labs/session', { sub: '7', exp });
    expect((await startedWith(NEW)).verifyJwt('akasha-labs/session', token)).toBeDefined();
    expect((await startedWith(OLD)).verifyJwt('akasha-labs/session', token)).toBeUndefined();
  });

  it('is refused once its secret is removed', async () => {
    const { verifyJwt } = await startedWith(NEW);
    expect(verifyJwt('akasha-labs/session', old)).toBeUndefined();
  });

  it.each([`${NEW},`, `${NEW},short`, 'short', ''])(
    'is neither signed nor verified with a secret that is too short: %j',
    async (value) => {
      const { signJwt, verifyJwt } = await startedWith(value);
      expect(() => signJwt('akasha-labs/session', { exp })).toThrow('at least 32 bytes');
      expect(() => verifyJwt('akasha-labs/session', old)).toThrow('at least 32 bytes');
    },
  );
});
