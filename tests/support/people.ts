import { accountOf } from '../../local/github/account';
import { limitConcurrency } from '../../local/concurrency';
import { RECENT_SESSIONS } from '../../model/session';
import type { Database } from './database';
import { letMinutePass } from './indexLag';

const VERIFIER = 'v'.repeat(43);

const deadline = () => AbortSignal.timeout(30_000);

/** Issues a login code for a person whom GitHub has just identified, in this process's stack. */
export async function issueCode(login: string): Promise<string> {
  // Imported only after the stack has linked its resources.
  const [{ issueLoginCode }, { challengeOf }] = await Promise.all([
    import('../../functions/lib/loginCode'),
    import('../../functions/lib/pkce'),
  ]);
  const id = String(accountOf(login).id);
  const now = Date.now();
  await givenIdentified(id, login, { at: now });
  return issueLoginCode(id, challengeOf(VERIFIER), now, deadline());
}

/** Saves the profile of a person whom GitHub has just identified, under any login. */
export async function givenIdentified(
  id: string,
  username: string,
  { at = Date.now(), avatarUrl = avatarOf(username) } = {},
): Promise<void> {
  const { saveUser } = await import('../../functions/lib/user');
  await saveUser({ id, username, avatarUrl }, at, deadline());
}

/** The avatar of a login. */
export const avatarOf = (login: string): string => `https://example.com/${login}.png`;

/** Exchanges a login code for a session. */
export async function exchange(code: string): Promise<{ userId: string; token: string }> {
  const { exchangeLoginCode } = await import('../../functions/lib/exchange');
  return exchangeLoginCode({ code, verifier: VERIFIER, userAgent: 'test' }, deadline());
}

/** Signs a person in to this process's stack, without a browser flow. */
export const givenPerson = limitConcurrency(
  10,
  async (login: string): Promise<{ id: string; token: string }> => {
    const { userId: id, token } = await exchange(await issueCode(login));
    return { id, token };
  },
);

/**
 * Creates `count` sessions of one person, ten per simulated minute.
 * @returns their tokens, in order
 */
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
