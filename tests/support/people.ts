import { accountOf } from '../../local/github/account';
import { limitConcurrency } from '../../local/concurrency';

/** A signed-in person of this process's stack, without the way through the browser. */
export const givenPerson = limitConcurrency(
  10,
  async (login: string): Promise<{ id: string; token: string }> => {
    // Not before the stack has linked their resources.
    const [{ saveUser }, { createSession }] = await Promise.all([
      import('../../functions/lib/user'),
      import('../../functions/lib/session'),
    ]);
    const id = String(accountOf(login).id);
    await saveUser({ id, username: login, avatarUrl: `https://example.com/${login}.png` });
    const { token } = await createSession(id, 'test');
    return { id, token };
  },
);
