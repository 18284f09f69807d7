import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { updateExpression } from '../../model/expression';
import type { Row } from '../../model/keys';
import { emailIndex, userKey, type UserItem } from '../../model/user';
import { config } from './config';
import { withoutConflict } from './conflict';
import { dynamo } from './dynamo';
import { updateOf } from './expression';
import type { GithubProfile } from './github';

/**
 * Records that a person signed in, with their current name and address on GitHub. Idempotent. The
 * time of the first sign-in does not change.
 *
 * @param at when GitHub identified the person, in epoch milliseconds
 * @returns when the account was created, in epoch milliseconds. If two first sign-ins happen at the
 *   same moment, the one that GitHub identified last may be saved first. The result is then later
 *   than `at` for the other one.
 */
export async function saveUser(
  { id, username, avatarUrl, email }: GithubProfile,
  at: number,
  deadline: AbortSignal,
): Promise<number> {
  const now = new Date(at).toISOString();
  const signedIn = updateExpression<Row<UserItem>>({
    set: {
      username,
      avatarUrl,
      lastLoginAt: now,
      ...(typeof email === 'string' && { email, ...emailIndex(email, id) }),
    },
    setOnce: { createdAt: now },
    remove: email === null ? ['email', 'gsi1pk', 'gsi1sk'] : [],
  });
  const update = () =>
    dynamo.send(
      new UpdateCommand({
        TableName: config.Users.name,
        Key: userKey(id),
        ...updateOf(signedIn),
        ReturnValues: 'UPDATED_NEW',
      }),
      { abortSignal: deadline },
    );
  const { Attributes: saved } = await withoutConflict(update, deadline);
  return Date.parse((saved as UserItem).createdAt);
}
