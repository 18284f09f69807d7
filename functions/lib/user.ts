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
 * Notes that a person signed in, under the name and the address that GitHub has for them. A repeat
 * writes the same values again, and an account keeps the moment of its first sign-in.
 *
 * @param at when GitHub said who they are, in epoch milliseconds
 * @returns when the account began, in epoch milliseconds. Of two first sign-ins at the same moment the one
 *   that GitHub answered last may save first: then it is later than `at` for the other one.
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
