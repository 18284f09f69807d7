import { runtime, util } from '@aws-appsync/utils';
import { HELD_CONDITION, nameKey } from '../../model/name';
import { recentId, sessionKey } from '../../model/session';
import { userKey, type UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import type { DeletionStash } from '../lib/deletionStash';
import { ifUnchanged } from '../lib/expression';
import { failOnSourceError } from '../lib/fail';
import { isLostRace, type Cancelled } from '../lib/lostRace';
import { SESSIONS, USERS } from '../lib/tableNames';
import { viewerOf } from '../lib/viewer';

/**
 * Removes the profile and its name once nothing else is left, together with the latest sessions,
 * which the index may not list yet, including the current session. If another session began since
 * the freeze, or the name went to someone else, the next call continues.
 */
export function request(ctx: StashContext<object, DeletionStash>) {
  const { hasMore, others, work, hasMoreWork, last, recent, frozenAt, heldName } = ctx.stash;
  if (hasMore || others.length > 0 || hasMoreWork || work.length > 0) runtime.earlyReturn({});
  const { userId } = viewerOf(ctx.identity);
  const ids = recent.map((entry) => recentId(entry));
  const sessions = [last, ...ids.filter((id) => id !== last)];
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: USERS,
        operation: 'DeleteItem',
        key: util.dynamodb.toMapValues(userKey(userId)),
        condition: {
          ...ifUnchanged<UserItem>({
            sessionsValidFrom: frozenAt,
            recentSessions: recent.length > 0 ? recent : null,
            heldName: heldName ?? null,
          }),
          returnValuesOnConditionCheckFailure: true,
        },
      },
      ...(heldName ? [nameRemoval(heldName, userId)] : []),
      ...sessions.map((id) => ({
        table: SESSIONS,
        operation: 'DeleteItem' as const,
        key: util.dynamodb.toMapValues(sessionKey(id, userId)),
      })),
    ],
  };
}

/** Another person may have the name by the next call, but never together with an unchanged profile. */
const nameRemoval = (heldName: string, userId: string) => ({
  table: USERS,
  operation: 'DeleteItem' as const,
  key: util.dynamodb.toMapValues(nameKey(heldName)),
  condition: {
    expression: HELD_CONDITION,
    expressionValues: util.dynamodb.toMapValues({ ':userId': userId }),
    returnValuesOnConditionCheckFailure: false,
  },
});

/**
 * If the profile no longer exists, it was removed by us and the response was lost, or by another
 * call of the same person. In both cases nothing is left. If it exists, it is left to the next
 * call, because it has changed since the freeze.
 */
export function response(ctx: StashContext<object, DeletionStash, Cancelled | null>) {
  if (isLostRace(ctx.error)) {
    const [profile] = ctx.result?.cancellationReasons ?? [];
    ctx.stash.isRemoved = profile ? profile.type.startsWith('Condition') && !profile.item : false;
    return {};
  }
  failOnSourceError(ctx.error);
  ctx.stash.isRemoved = true;
  return {};
}
