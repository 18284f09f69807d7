import { updateExpression, type Expression } from '../../model/expression';
import type { Row } from '../../model/keys';
import { emailIndex, type UserItem } from '../../model/user';
import type { GithubProfile } from './github';

/**
 * The update of a profile at a sign-in.
 *
 * @param at when GitHub identified the person, in epoch milliseconds
 * @param heldName null if the person holds no name from now on. Omitted if it does not change.
 */
export function signedIn(
  { id, username, avatarUrl, email }: GithubProfile,
  at: number,
  heldName?: string | null,
): Expression {
  const now = new Date(at).toISOString();
  return updateExpression<Row<UserItem>>({
    set: {
      username,
      avatarUrl,
      lastLoginAt: now,
      ...(typeof heldName === 'string' && { heldName }),
      ...(typeof email === 'string' && { email, ...emailIndex(email, id) }),
    },
    setOnce: { createdAt: now },
    remove: [
      ...(heldName === null ? (['heldName'] as const) : []),
      ...(email === null ? (['email', 'gsi1pk', 'gsi1sk'] as const) : []),
    ],
  });
}
