import { util } from '@aws-appsync/utils';
import { userKey, type UserItem } from '../../model/user';
import type { StashContext } from '../lib/context';
import type { DeletionStash } from '../lib/deletionStash';
import { updateOf } from '../lib/expression';
import { fail, failOnSourceError } from '../lib/fail';
import { isLostRace } from '../lib/lostRace';
import { viewerOf } from '../lib/viewer';

/**
 * From here on, nothing is added to the data that the next steps remove: every write that starts or
 * completes an exercise checks `deletingAt`, and all existing login codes are void. Idempotent. An
 * account that was created after the confirmation is a different account. Login codes that another
 * request voided stay void.
 */
export function request(ctx: StashContext<object, DeletionStash>) {
  ctx.stash.frozenAt = util.time.nowEpochMilliSeconds();
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(userKey(viewerOf(ctx.identity).userId)),
    update: updateOf<UserItem>({
      set: { sessionsValidFrom: ctx.stash.frozenAt },
      setOnce: { deletingAt: util.time.epochMilliSecondsToISO8601(ctx.stash.frozenAt) },
    }),
    condition: {
      expression:
        'createdAt = :createdAt AND ' +
        '(attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom <= :sessionsValidFrom)',
      expressionValues: util.dynamodb.toMapValues({ ':createdAt': ctx.stash.createdAt }),
    },
  };
}

export function response(ctx: StashContext<object, DeletionStash, UserItem | null>) {
  if (isLostRace(ctx.error)) {
    fail('Conflict', 'Another of your requests interfered. Nothing was deleted. Try again.');
  }
  failOnSourceError(ctx.error);
  ctx.stash.recent = ctx.result?.recentSessions ?? [];
  const heldName = ctx.result?.heldName;
  if (heldName) ctx.stash.heldName = heldName;
  return {};
}
