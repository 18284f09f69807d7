import { util, type DynamoDBExpression } from '@aws-appsync/utils';
import { ACTIVE_CONDITION, userKey, type UserItem } from '../../model/user';
import { ifUnchanged } from './expression';
import { fail } from './fail';
import { USERS } from './tableNames';

/** The viewer's profile. Ends the resolver as `Unauthenticated` if there is none. */
export function existingUser(item: UserItem | null): UserItem {
  if (!item) fail('Unauthenticated', 'This account no longer exists. Sign in again.');
  return item;
}

/**
 * The profile of a viewer who may start and complete exercises. Ends the resolver as
 * `Unauthenticated` if there is none, and as `Conflict` if the account is being deleted.
 */
export function activeUser(item: UserItem | null): UserItem {
  const user = existingUser(item);
  if (user.deletingAt) {
    fail('Conflict', 'This account is being deleted. Call deleteAccount again until done is true.');
  }
  return user;
}

/**
 * The part of a transaction that prevents it from leaving rows of a person whose account is deleted
 * or being deleted. Costs two write units, like every part of a transaction of up to a kilobyte.
 */
export const whileActive = (userId: string) =>
  profileCheck(userId, { expression: ACTIVE_CONDITION });

/**
 * The same, for a transaction that writes the person's name: it has not changed since it was read. A
 * transaction that commits after a rename would leave the former name where `RenamePerson` has already
 * been.
 */
export function whileActiveAs(userId: string, { username, avatarUrl }: UserItem) {
  const sameName = ifUnchanged<UserItem>({ username, avatarUrl });
  return profileCheck(userId, {
    ...sameName,
    expression: `${ACTIVE_CONDITION} AND ${sameName.expression}`,
  });
}

const profileCheck = (userId: string, condition: DynamoDBExpression) => ({
  table: USERS,
  operation: 'ConditionCheck' as const,
  key: util.dynamodb.toMapValues(userKey(userId)),
  condition: { ...condition, returnValuesOnConditionCheckFailure: true },
});
