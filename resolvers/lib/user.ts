import { util } from '@aws-appsync/utils';
import { userKey, type UserItem } from '../../model/user';
import { fail } from './fail';
import { USERS } from './tableNames';

/** The viewer's profile as it was read; ends the resolver as `Unauthenticated` if there is none. */
export function existingUser(item: UserItem | null): UserItem {
  if (!item) fail('Unauthenticated', 'This account no longer exists. Sign in again.');
  return item;
}

/**
 * The profile of a viewer who may still begin and complete labs; ends the resolver as `Unauthenticated`
 * if there is none, and as `Conflict` if the account is being deleted.
 */
export function activeUser(item: UserItem | null): UserItem {
  const user = existingUser(item);
  if (user.deletingAt) {
    fail('Conflict', 'This account is being deleted. Call deleteAccount until it is done.');
  }
  return user;
}

/**
 * The part of a transaction that keeps it from leaving rows of a person whose account is gone or is
 * being deleted. Costs two write units, as every part of a transaction of up to a kilobyte.
 */
export const whileActive = (userId: string) => ({
  table: USERS,
  operation: 'ConditionCheck' as const,
  key: util.dynamodb.toMapValues(userKey(userId)),
  condition: {
    expression: 'attribute_exists(pk) AND attribute_not_exists(deletingAt)',
    returnValuesOnConditionCheckFailure: true,
  },
});
