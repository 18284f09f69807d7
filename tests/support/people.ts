import { accountOf } from '../../local/github/account';
import { limitConcurrency } from '../../local/concurrency';

const VERIFIER = 'v'.repeat(43);

/** A signed-in person of this process's stack, without the way through the browser. */
export const givenPerson = limitConcurrency(
  10,
  async (login: string): Promise<{ id: string; token: string }> => {
    // Not before the stack has linked their resources.
    const [{ saveUser }, { issueLoginCode }, { exchangeLoginCode }, { challengeOf }] =
      await Promise.all([
        import('../../functions/lib/user'),
        import('../../functions/lib/loginCode'),
        import('../../functions/lib/exchange'),
        import('../../functions/lib/pkce'),
      ]);
    const id = String(accountOf(login).id);
    const profile = { id, username: login, avatarUrl: `https://example.com/${login}.png` };
    const now = Date.now();
    const deadline = AbortSignal.timeout(30_000);
    await saveUser(profile, now, deadline);
    const code = await issueLoginCode(id, challengeOf(VERIFIER), now, deadline);
    const grant = { code, verifier: VERIFIER, userAgent: 'test' };
    const { token } = await exchangeLoginCode(grant, deadline);
    return { id, token };
  },
);
