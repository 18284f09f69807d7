import { accountOf } from '../../local/github/account';
import { limitConcurrency } from '../../local/concurrency';
import { RECENT_SESSIONS } from '../../model/session';
import type { Database } from './database';
import { letMinutePass } from './indexLag';

const VERIFIER = 'v'.repeat(43);

const deadline = () => AbortSignal.timeout(30_000);

/** A login code of a person whom GitHub has just identified, in this process's stack. */
export async function issueCode(login: string): Promise<string> {
  // Not before the stack has linked their resources.
  const [{ saveUser }, { issueLoginCode }, { challengeOf }] = await Promise.all([
    import('../../functions/lib/user'),
    import('../../functions/lib/loginCode'),
    import('../../functions/lib/pkce'),
  ]);
  const id = String(accountOf(login).id);
  const profile = { id, username: login, avatarUrl: `https://example.com/${login}.png` };
  const now = Date.now();
  await saveUser(profile, now, deadline());
  return issueLoginCode(id, challengeOf(VERIFIER), now, deadline());
}

/** Exchanges a login code for a session. */
export async function exchange(code: string): Promise<{ userId: string; token: string }> {
  const { exchangeLoginCode } = await import('../../functions/lib/exchange');
  return exchangeLoginCode({ code, verifier: VERIFIER, userAgent: 'test' }, deadline());
}

/** A signed-in person of this process's stack, without the way through the browser. */
export const givenPerson = limitConcurrency(
  10,
  async (login: string): Promise<{ id: string; token: string }> => {
    const { userId: id, token } = await exchange(await issueCode(login));
    return { id, token };
  },
);

/** The same person with so many sessions, ten in a minute. @returns the tokens, in order */
export async function givenOftenSignedIn(
  database: Database,
  login: string,
  count: number,
): Promise<{ id: string; tokens: string[] }> {
  const id = String(accountOf(login).id);
  const tokens: string[] = [];
  for (let i = 0; i < count; i += 1) {
    if (i > 0 && i % RECENT_SESSIONS === 0) await letMinutePass(database, id);
    tokens.push((await givenPerson(login)).token);
  }
  return { id, tokens };
}
