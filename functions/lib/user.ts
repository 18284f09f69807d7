import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unchanged } from '../../model/expression';
import { nameOf } from '../../model/name';
import { userKey, type UserItem } from '../../model/user';
import { backOff } from './backOff';
import { claimName } from './claimName';
import { config } from './config';
import { withoutConflict } from './conflict';
import { dynamo } from './dynamo';
import { updateIf } from './expression';
import type { GithubProfile } from './github';
import { signedIn } from './signedIn';

/**
 * Records that a person signed in, with their current name and address on GitHub. Idempotent. The
 * time of the first sign-in does not change.
 *
 * A person who holds the name already, as at almost every sign-in, costs one write. Anyone else has to
 * claim it first.
 *
 * @param at when GitHub identified the person, in epoch milliseconds
 * @returns when the account was created, in epoch milliseconds. If two first sign-ins happen at the
 *   same moment, the one that GitHub identified last may be saved first. The result is then later
 *   than `at` for the other one.
 */
export async function saveUser(
  profile: GithubProfile,
  at: number,
  deadline: AbortSignal,
): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const saved =
      (await saveHolder(profile, at, deadline)) ?? (await claimName(profile, at, deadline));
    if (saved) return Date.parse(saved.createdAt);
    await backOff(tries, deadline);
  }
}

/** Undefined if the person does not hold the name. Nothing was written. */
async function saveHolder(
  profile: GithubProfile,
  at: number,
  deadline: AbortSignal,
): Promise<Pick<UserItem, 'createdAt'> | undefined> {
  const update = () =>
    dynamo.send(
      new UpdateCommand({
        TableName: config.Users.name,
        Key: userKey(profile.id),
        ...updateIf(
          unchanged<UserItem>({ heldName: nameOf(profile.username) }),
          signedIn(profile, at),
        ),
        ReturnValues: 'UPDATED_NEW',
      }),
      { abortSignal: deadline },
    );
  try {
    const { Attributes } = await withoutConflict(update, deadline);
    return Attributes as UserItem;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
