import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { emailIndex, userKey, type UserItem } from '../../model/user';
import { config } from './config';
import { withoutConflict } from './conflict';
import { dynamo } from './dynamo';
import type { GithubProfile } from './github';

/** What is said about an address: its change of the row, and the values in it. */
interface EmailUpdate {
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
}

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
  const { expression, values } = emailUpdate(id, email);
  const update = () =>
    dynamo.send(
      new UpdateCommand({
        TableName: config.Users.name,
        Key: userKey(id),
        UpdateExpression:
          'SET username = :username, avatarUrl = :avatarUrl, lastLoginAt = :now, ' +
          `createdAt = if_not_exists(createdAt, :now)${expression}`,
        ExpressionAttributeValues: {
          ':username': username,
          ':avatarUrl': avatarUrl,
          ':now': new Date(at).toISOString(),
          ...values,
        },
        ReturnValues: 'UPDATED_NEW',
      }),
      { abortSignal: deadline },
    );
  const { Attributes: saved } = await withoutConflict(update, deadline);
  return Date.parse((saved as UserItem).createdAt);
}

function emailUpdate(userId: string, email: string | null | undefined): EmailUpdate {
  if (email === undefined) return { expression: '', values: {} };
  if (email === null) return { expression: ' REMOVE email, gsi1pk, gsi1sk', values: {} };
  const { gsi1pk, gsi1sk } = emailIndex(email, userId);
  return {
    expression: ', email = :email, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk',
    values: { ':email': email, ':gsi1pk': gsi1pk, ':gsi1sk': gsi1sk },
  };
}
